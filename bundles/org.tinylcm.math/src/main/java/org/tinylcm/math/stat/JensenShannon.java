package org.tinylcm.math.stat;

/**
 * Jensen-Shannon divergence with base-2 logarithm (J. Lin, IEEE Transactions on Information Theory 37, 1991):
 * {@code JS(p, q) = H((p + q) / 2) - (H(p) + H(q)) / 2}. Between 0 (equal) and 1 bit (no label in common), symmetric,
 * and finite where one of the two is 0.
 */
public final class JensenShannon {
    private static final double LN2 = Math.log(2);

    private JensenShannon() {
    }

    /** @param p probabilities
     * @param q probabilities, as many */
    public static double divergence(double[] p, double[] q) {
        if (p.length != q.length) {
            throw new IllegalArgumentException(p.length + " and " + q.length + " probabilities");
        }
        double sum = 0;
        for (int i = 0; i < p.length; i++) {
            sum += term(p[i], q[i]);
        }
        return Math.max(0, sum);
    }

    /** What one label adds to the divergence, bits; never negative. */
    public static double term(double p, double q) {
        var middle = (p + q) / 2;
        return (half(p, middle) + half(q, middle)) / LN2;
    }

    private static double half(double p, double middle) {
        return p > 0 ? p / 2 * Math.log(p / middle) : 0;
    }
}
