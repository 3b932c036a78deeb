package org.tinylcm.math.stat;

/** How much a value says of the next one. */
public final class Autocorrelation {
    private static final double SIGNIFICANT = 2;

    private Autocorrelation() {
    }

    /**
     * Lag-1 autocorrelation of a series in its order, 0..0.95. What white noise would show as well, less than two
     * standard errors (M. S. Bartlett 1946: {@code 1 / sqrt(n)}), counts as 0; the rest has the bias of short series
     * taken out (M. G. Kendall, Biometrika 41, 1954: {@code (1 + 4 r) / n}).
     */
    public static double lagOne(float[] series) {
        double mean = 0;
        for (var value : series) {
            mean += value / series.length;
        }
        double product = 0;
        double squares = 0;
        for (int i = 0; i < series.length; i++) {
            squares += (series[i] - mean) * (series[i] - mean);
            if (i > 0) {
                product += (series[i] - mean) * (series[i - 1] - mean);
            }
        }
        var r = product / squares;
        if (!(r > SIGNIFICANT / Math.sqrt(series.length))) {
            return 0;
        }
        return Math.min(0.95, r + (1 + 4 * r) / series.length);
    }
}
