package org.tinylcm.math.stat;

/** The standard normal distribution. */
public final class Normal {
    private static final double LOG_ROOT_TWO_PI = 0.5 * Math.log(2 * Math.PI);
    private static final int FRACTION_TERMS = 60;

    private Normal() {
    }

    public static double density(double x) {
        return Math.exp(-0.5 * x * x - LOG_ROOT_TWO_PI);
    }

    /**
     * Distribution function, relative error about 1e-14 in both tails: the series of G. Marsaglia (Journal of
     * Statistical Software 11(4), 2004) in the middle, Laplace's continued fraction of Mills' ratio outside.
     */
    public static double cdf(double x) {
        if (Double.isNaN(x)) {
            return Double.NaN;
        }
        if (x < -3) {
            return lowerTail(x);
        }
        if (x > 3) {
            return 1 - lowerTail(-x);
        }
        double sum = x;
        double term = x;
        for (int i = 3; Math.abs(term) > 1e-17 * Math.abs(sum); i += 2) {
            term *= x * x / i;
            sum += term;
        }
        return 0.5 + sum * density(x);
    }

    /**
     * Inverse of {@link #cdf}: a rational start (Abramowitz and Stegun 26.2.23) and Halley steps.
     *
     * @param p 0..1; 0 and 1 give infinities
     */
    public static double quantile(double p) {
        if (!(p >= 0 && p <= 1)) {
            throw new IllegalArgumentException("probability must be in 0..1, not " + p);
        }
        if (p == 0 || p == 1) {
            return p == 0 ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
        }
        if (p > 0.5) {
            return -quantile(1 - p);
        }
        var t = Math.sqrt(-2 * Math.log(p));
        var x = -(t - (2.515517 + t * (0.802853 + t * 0.010328))
                / (1 + t * (1.432788 + t * (0.189269 + t * 0.001308))));
        for (int i = 0; i < 3; i++) {
            var step = (cdf(x) - p) / density(x);
            x -= step / (1 + x * step / 2);
        }
        return x;
    }

    private static double lowerTail(double x) {
        if (x == Double.NEGATIVE_INFINITY) {
            return 0;
        }
        double fraction = -x;
        for (int i = FRACTION_TERMS; i > 0; i--) {
            fraction = -x + i / fraction;
        }
        return density(x) / fraction;
    }
}
