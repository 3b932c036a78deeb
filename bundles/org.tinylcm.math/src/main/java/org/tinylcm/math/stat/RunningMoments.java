package org.tinylcm.math.stat;

/**
 * Mean and variance in one pass (B. P. Welford, Technometrics 4, 1962). Values that are not finite are passed over, so
 * that one broken value does not poison the rest. Not safe for several threads.
 */
public final class RunningMoments {
    private long count;
    private double mean;
    private double squares;

    public void add(double value) {
        if (!Double.isFinite(value)) {
            return;
        }
        count++;
        var before = value - mean;
        mean += before / count;
        squares += before * (value - mean);
    }

    public long count() {
        return count;
    }

    /** 0 if there is no value. */
    public double mean() {
        return mean;
    }

    /** Sample variance (n - 1); 0 for fewer than two values. */
    public double variance() {
        return count < 2 ? 0 : squares / (count - 1);
    }

    public double deviation() {
        return Math.sqrt(variance());
    }

    public void reset() {
        count = 0;
        mean = 0;
        squares = 0;
    }

    /** Everything there is to know, for {@link #restore}. */
    public double[] save() {
        return new double[] {count, mean, squares};
    }

    /** @throws IllegalArgumentException this was not made by {@link #save} */
    public void restore(double[] saved) {
        if (saved.length != 3 || !(saved[0] >= 0) || !Double.isFinite(saved[1]) || !(saved[2] >= 0)) {
            throw new IllegalArgumentException("not the state of running moments");
        }
        count = (long) saved[0];
        mean = saved[1];
        squares = saved[2];
    }
}
