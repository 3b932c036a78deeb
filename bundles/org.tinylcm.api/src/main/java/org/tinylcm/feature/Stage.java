package org.tinylcm.feature;

/** The parts of a frame's way that are timed one by one, in their order. */
public enum Stage {
    /** Encoded bytes to pixels. */
    DECODE,
    /** Pixels to the model's input: resize, crop or letterbox, normalise, quantise. */
    PREPROCESS,
    /** The neural network. */
    MODEL,
    /** Scaler and PCA. */
    TRANSFORM,
    /** Neighbour search, label, confidence, novelty. */
    CLASSIFY,
    /** All drift monitors together. */
    MONITOR,
    /** Quarantine decision, counters, hand-over to listeners. */
    BOOKKEEPING
}
