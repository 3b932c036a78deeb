package org.tinylcm.math.stat;

/** Quantiles of a sample with linear interpolation (type 7 of Hyndman and Fan, The American Statistician 50, 1996). */
public final class Quantiles {

    private Quantiles() {
    }

    /**
     * @param sorted ascending, at least one value, no NaN
     * @param p 0..1
     */
    public static double of(double[] sorted, double p) {
        if (sorted.length == 0 || !(p >= 0 && p <= 1)) {
            throw new IllegalArgumentException("quantile " + p + " of " + sorted.length + " values");
        }
        var position = p * (sorted.length - 1);
        var below = (int) position;
        if (below == sorted.length - 1) {
            return sorted[below];
        }
        return sorted[below] + (position - below) * (sorted[below + 1] - sorted[below]);
    }
}
