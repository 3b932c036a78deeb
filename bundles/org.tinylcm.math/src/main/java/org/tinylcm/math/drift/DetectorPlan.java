package org.tinylcm.math.drift;

/**
 * Which test watches a score, and how quiet it is to be.
 *
 * @param method the test
 * @param direction which changes count
 * @param arl frames between false alarms, on average, at least 20
 * @param shift smallest shift of the mean that matters, in standard deviations of the reference; for Page-Hinkley
 * @param smoothing weight of a new value; for EWMA
 * @param autocorrelation lag-1 autocorrelation of a stream without drift, 0..0.99; 0 if frames are independent
 */
public record DetectorPlan(Method method, Direction direction, double arl, double shift, double smoothing,
        double autocorrelation) {

    public DetectorPlan {
        if (!(arl >= 20 && arl <= 1e9)) {
            throw new IllegalArgumentException("arl must be in 20..1e9 frames, not " + arl);
        }
        if (!(shift > 0 && shift <= 10) || !(smoothing > 0 && smoothing <= 1)) {
            throw new IllegalArgumentException("shift " + shift + ", smoothing " + smoothing);
        }
        if (!(autocorrelation >= 0 && autocorrelation <= 0.99)) {
            throw new IllegalArgumentException("autocorrelation must be in 0..0.99, not " + autocorrelation);
        }
    }

    public static DetectorPlan of(Method method, Direction direction, double arl) {
        return new DetectorPlan(method, direction, arl, 1, 0.2, 0);
    }

    /** The same for a stream that is at least so correlated. */
    DetectorPlan atLeast(double correlation) {
        return correlation <= autocorrelation ? this
                : new DetectorPlan(method, direction, arl, shift, smoothing, correlation);
    }

    /** Run length that a chart for one side needs so that all sides together keep {@link #arl}. */
    double arlPerSide() {
        return direction == Direction.BOTH ? 2 * arl : arl;
    }

    /** Chance of a false alarm a step with which the mean time to one is at least {@link #arl}: a union bound. */
    double chance() {
        return 1 / (2 * arl);
    }
}
