package org.tinylcm.math.drift;

/**
 * One-sided EWMA control chart (S. W. Roberts, Technometrics 1, 1959) that is reflected at 0:
 * {@code E = max(0, (1 - w) E + w x)}. The reflection keeps a good spell from hiding the change after it. A NaN
 * changes nothing.
 */
public final class EwmaChart {
    private final double weight;
    private double value;

    /** @param weight weight of a new value, above 0 and at most 1 */
    public EwmaChart(double weight) {
        if (!(weight > 0 && weight <= 1)) {
            throw new IllegalArgumentException("weight must be in (0, 1], not " + weight);
        }
        this.weight = weight;
    }

    /** Returns the new value of the chart. */
    public double add(double x) {
        if (!Double.isNaN(x)) {
            value = Math.max(0, (1 - weight) * value + weight * x);
        }
        return value;
    }

    public double value() {
        return value;
    }

    public void reset() {
        value = 0;
    }

    public double[] save() {
        return new double[] {value};
    }

    /** @throws IllegalArgumentException this was not made by {@link #save} */
    public void restore(double[] saved) {
        if (saved.length != 1 || !(saved[0] >= 0) || Double.isInfinite(saved[0])) {
            throw new IllegalArgumentException("not the state of an EWMA chart");
        }
        value = saved[0];
    }
}
