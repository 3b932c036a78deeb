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

    /** Another one with the same thresholds that has seen nothing. */
    Detector fresh();

    /** What {@link #of} need not find again for the same plan and reference; empty if there is nothing to find. */
    double[] thresholds();

    double[] save();

    void restore(double[] saved);

    /** Finds the thresholds, which takes milliseconds. */
    static Detector of(DetectorPlan plan, ScoreReference reference) {
        return of(plan, reference, switch (plan.method()) {
            case PAGE_HINKLEY, EWMA -> ChartDetector.thresholds(plan, reference);
            case ADWIN, KSWIN -> new double[0];
        });
    }

    /** @param thresholds of one for the same plan and reference */
    static Detector of(DetectorPlan plan, ScoreReference reference, double[] thresholds) {
        return switch (plan.method()) {
            case PAGE_HINKLEY -> new ChartDetector.OfCusum(plan, thresholds);
            case EWMA -> new ChartDetector.OfEwma(plan, thresholds);
            case ADWIN -> new WindowDetector.OfAdwin(plan, reference);
            case KSWIN -> new WindowDetector.OfKswin(plan, reference);
        };
    }
}
