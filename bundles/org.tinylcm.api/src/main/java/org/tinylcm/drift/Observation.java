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
    private float[] inputStatistics;

    /** For the pipeline: fills the holder, for a frame that is no picture. {@code truth} may be null. */
    public Observation of(long frameSequence, float[] transformed, Classification result, String trueLabel) {
        return of(frameSequence, transformed, result, trueLabel, null);
    }

    /** For the pipeline: fills the holder. {@code truth} may be null, {@code statistics} if there are none. */
    public Observation of(long frameSequence, float[] transformed, Classification result, String trueLabel,
            float[] statistics) {
        frame = frameSequence;
        features = transformed;
        classification = result;
        truth = trueLabel;
        inputStatistics = statistics;
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

    /** By ordinal of {@link org.tinylcm.feature.InputStatistic}, null if the frame is no picture; not to be kept. */
    public float[] inputStatistics() {
        return inputStatistics;
    }
}
