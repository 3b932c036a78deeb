package org.tinylcm.pack.internal.build;

/** How thresholds follow from the scores of held-out samples; exchanged without touching the rest of the builder. */
@FunctionalInterface
public interface ThresholdRule {
    /**
     * @param metric one of the names in {@link org.tinylcm.model.Calibration}
     * @param scores at least one
     * @param averageRunLength wished frames between false alarms
     */
    Threshold of(String metric, float[] scores, double averageRunLength);
}
