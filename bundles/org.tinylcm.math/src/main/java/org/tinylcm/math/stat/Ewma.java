package org.tinylcm.math.stat;

/**
 * Exponentially weighted moving average {@code E = (1 - w) E + w x} (S. W. Roberts, Technometrics 1, 1959). Starts at a
 * given value, not at the first sample, which would weigh it too much. Values that are not finite are passed over.
 */
public final class Ewma {
    private final double weight;
    private double value;

    /**
     * @param weight weight of a new value, above 0 and at most 1
     * @param start value before the first sample
     */
    public Ewma(double weight, double start) {
        if (!(weight > 0 && weight <= 1)) {
            throw new IllegalArgumentException("weight must be in (0, 1], not " + weight);
        }
        this.weight = weight;
        this.value = start;
    }

    public double add(double x) {
        if (Double.isFinite(x)) {
            value = (1 - weight) * value + weight * x;
        }
        return value;
    }

    public double value() {
        return value;
    }

    public void reset(double start) {
        value = start;
    }
}
