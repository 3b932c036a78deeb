package org.tinylcm.math.stat;

import java.util.Arrays;

/** Share of a sample below a value. Immutable. */
public final class EmpiricalCdf {
    private final double[] sorted;

    /** @param sample any order, copied; NaN is left out */
    public EmpiricalCdf(double[] sample) {
        sorted = Arrays.stream(sample).filter(value -> !Double.isNaN(value)).sorted().toArray();
        if (sorted.length == 0) {
            throw new IllegalArgumentException("empty sample");
        }
    }

    /** Share of the sample that is at most {@code x}, 0..1; NaN for NaN. */
    public double at(double x) {
        if (Double.isNaN(x)) {
            return Double.NaN;
        }
        var low = 0;
        var high = sorted.length;
        while (low < high) {
            var middle = (low + high) >>> 1;
            if (sorted[middle] <= x) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low / (double) sorted.length;
    }

    public double quantile(double p) {
        return Quantiles.of(sorted, p);
    }

    public int size() {
        return sorted.length;
    }
}
