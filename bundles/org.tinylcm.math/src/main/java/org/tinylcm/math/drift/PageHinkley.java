package org.tinylcm.math.drift;

/**
 * Page-Hinkley test against a known mean (Page 1954; D. V. Hinkley, Biometrika 58, 1971). The textbook form
 * {@code m = sum(x - mean - delta)}, alarm when {@code m - min(m) > lambda}, is kept as its exact equal
 * {@code S = max(0, S + x - mean - delta)}: a sum that grows for ever loses digits, this one does not.
 */
public final class PageHinkley {
    private final double mean;
    private final double lambda;
    private final Cusum rising;
    private final Cusum falling;

    /**
     * @param mean mean before the change
     * @param delta shift that is tolerated
     * @param lambda threshold
     * @param direction which changes count
     */
    public PageHinkley(double mean, double delta, double lambda, Direction direction) {
        this.mean = mean;
        this.lambda = lambda;
        rising = direction == Direction.FALLING ? null : new Cusum(delta, Double.POSITIVE_INFINITY);
        falling = direction == Direction.RISING ? null : new Cusum(delta, Double.POSITIVE_INFINITY);
    }

    /** True while the statistic is above the threshold. A NaN changes nothing. */
    public boolean add(double x) {
        if (rising != null) {
            rising.add(x - mean);
        }
        if (falling != null) {
            falling.add(mean - x);
        }
        return statistic() > lambda;
    }

    /** The larger of the sides that are watched. */
    public double statistic() {
        return Math.max(rising == null ? 0 : rising.sum(), falling == null ? 0 : falling.sum());
    }

    /** The side with the larger sum; {@link Direction#BOTH} if neither has risen. */
    public Direction side() {
        var up = rising == null ? 0 : rising.sum();
        var down = falling == null ? 0 : falling.sum();
        return up > down ? Direction.RISING : down > up ? Direction.FALLING : Direction.BOTH;
    }

    public void reset() {
        if (rising != null) {
            rising.reset();
        }
        if (falling != null) {
            falling.reset();
        }
    }
}
