package org.tinylcm.drift;

import org.tinylcm.classify.Classification;

/**
 * What monitors see of one frame. A mutable holder that the pipeline makes once and reuses: a monitor copies what it
 * wants to keep.
 */
public final class Observation {
    private long frame;
    private float[] features;
    private Classification classification;
    private String truth;

    /** For the pipeline: fills the holder. {@code truth} may be null. */
    public Observation of(long frameSequence, float[] transformed, Classification result, String trueLabel) {
        frame = frameSequence;
        features = transformed;
        classification = result;
        truth = trueLabel;
        return this;
    }

    public long frame() {
        return frame;
    }

    /** Transformed features; not to be kept or written. */
    public float[] features() {
        return features;
    }

    /** Label, confidence, novelty and neighbours; not to be kept. */
    public Classification classification() {
        return classification;
    }

    /** True label if the source knows it, else null. */
    public String truth() {
        return truth;
    }
}
