package org.tinylcm.math.stat;

/**
 * Two-sample Kolmogorov-Smirnov test. The p-value is the limit distribution with the small-sample correction of
 * M. A. Stephens (Journal of the Royal Statistical Society B 32, 1970), good from about 8 values a side on.
 */
public final class KolmogorovSmirnov {

    private KolmogorovSmirnov() {
    }

    /**
     * Largest distance between the two empirical distribution functions; ties count once.
     *
     * @param a ascending, no NaN
     * @param b ascending, no NaN
     */
    public static double statistic(double[] a, double[] b) {
        int i = 0;
        int j = 0;
        double largest = 0;
        while (i < a.length && j < b.length) {
            var value = Math.min(a[i], b[j]);
            while (i < a.length && a[i] <= value) {
                i++;
            }
            while (j < b.length && b[j] <= value) {
                j++;
            }
            largest = Math.max(largest, Math.abs(i / (double) a.length - j / (double) b.length));
        }
        return largest;
    }

    /**
     * Chance of a statistic at least this large if both samples come from one continuous distribution.
     *
     * @param n effective size of the first sample; fractions are fine
     * @param m effective size of the second sample
     */
    public static double pValue(double statistic, double n, double m) {
        var root = Math.sqrt(n * m / (n + m));
        return tail((root + 0.12 + 0.11 / root) * statistic);
    }

    /** Upper tail of Kolmogorov's distribution. */
    static double tail(double x) {
        if (x < 0.2) {
            return 1;
        }
        if (x < 1.18) {
            // Jacobi's other series: few terms where the alternating one needs many.
            var q = Math.exp(-Math.PI * Math.PI / (8 * x * x));
            return 1 - Math.sqrt(2 * Math.PI) / x * (q + Math.pow(q, 9) + Math.pow(q, 25) + Math.pow(q, 49));
        }
        var q = Math.exp(-2 * x * x);
        return 2 * (q - Math.pow(q, 4) + Math.pow(q, 9) - Math.pow(q, 16));
    }
}
