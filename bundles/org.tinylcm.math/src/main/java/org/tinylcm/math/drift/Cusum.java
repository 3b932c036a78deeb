package org.tinylcm.math.drift;

/**
 * One-sided cumulative sum (E. S. Page, Biometrika 41, 1954): {@code S = max(0, S + x - k)}. Remembers where the
 * present excursion began, which is the maximum-likelihood estimate of the change point. A NaN changes nothing.
 */
public final class Cusum {
    private final double allowance;
    private final double cap;
    private double sum;
    private long count;
    private long excursion;

    /**
     * @param allowance k: what may be added a step without a rise, half of the shift to find
     * @param cap largest sum that is kept, so that a long drift does not take as long to leave; may be infinite
     */
    public Cusum(double allowance, double cap) {
        this.allowance = allowance;
        this.cap = cap;
    }

    /** Returns the new sum. */
    public double add(double x) {
        if (Double.isNaN(x)) {
            return sum;
        }
        count++;
        var next = sum + x - allowance;
        if (next > 0) {
            sum = Math.min(next, cap);
        } else {
            sum = 0;
            excursion = count;
        }
        return sum;
    }

    public double sum() {
        return sum;
    }

    public long count() {
        return count;
    }

    /** Number of values before the present excursion from 0: the change is thought to be right after that value. */
    public long changePoint() {
        return excursion;
    }

    public void reset() {
        sum = 0;
        excursion = count;
    }

    public double[] save() {
        return new double[] {sum, count, excursion};
    }

    /** @throws IllegalArgumentException this was not made by {@link #save} */
    public void restore(double[] saved) {
        if (saved.length != 3 || !(saved[0] >= 0) || !(saved[1] >= saved[2]) || !(saved[2] >= 0)) {
            throw new IllegalArgumentException("not the state of a cumulative sum");
        }
        sum = Math.min(saved[0], cap);
        count = (long) saved[1];
        excursion = (long) saved[2];
    }
}
