package org.tinylcm.math.drift;

/** A calibrated test on standardised scores; only positive shifts count unless it watches both sides. */
interface Detector {

    /** Takes a score; returns the statistic in units of its threshold, above 1 for drift. */
    double accept(double z);

    /** Statistic after the latest score, in units of {@link #threshold}. */
    double statistic();

    double threshold();

    /** True if scores should be taken against a reference that follows the stream. */
    boolean followsReference();

    /** The episode is over: start afresh. */
    void restart();

    /** Another one with the same thresholds that has seen nothing: to calibrate takes milliseconds. */
    Detector fresh();

    double[] save();

    void restore(double[] saved);

    static Detector of(DetectorPlan plan, ScoreReference reference) {
        return switch (plan.method()) {
            case PAGE_HINKLEY -> new ChartDetector.OfCusum(plan, reference);
            case EWMA -> new ChartDetector.OfEwma(plan, reference);
            case ADWIN -> new WindowDetector.OfAdwin(plan, reference);
            case KSWIN -> new WindowDetector.OfKswin(plan, reference);
        };
    }
}
