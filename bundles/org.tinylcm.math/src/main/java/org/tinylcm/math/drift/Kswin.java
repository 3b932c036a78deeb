package org.tinylcm.math.drift;

import java.util.Arrays;
import org.tinylcm.math.stat.DoubleRing;
import org.tinylcm.math.stat.KolmogorovSmirnov;

/**
 * Kolmogorov-Smirnov windowing (C. Raab, M. Heusinger and F.-M. Schleif, Neurocomputing 416, 2020): the latest r values
 * of a window of w against r values drawn without replacement from the rest; change when p is at most alpha, and then
 * only the latest r are kept. The new value is in the window before the test (there is an implementation that tests
 * first). The draw comes from an own seeded generator that is part of the state, so a resumed run equals an
 * uninterrupted one.
 *
 * <p>At each step the chance of a false alarm is at most alpha, so the mean time to one is at least
 * {@code 1 / (2 alpha)}.
 */
public final class Kswin {
    private final int recent;
    private final double alpha;
    private final double inflation;
    private final DoubleRing window;
    private final double[] newer;
    private final double[] older;
    private final int[] order;
    private final long seed;
    private long random;
    private double rise;
    private double pValue = 1;

    /**
     * @param size window, at least twice {@code recent}
     * @param recent values that are compared, at least 5
     * @param alpha chance of a false alarm at a step
     * @param inflation variance of a mean in units of that of independent values, at least 1; for autocorrelated input
     * @param seed of the draws
     */
    public Kswin(int size, int recent, double alpha, double inflation, long seed) {
        if (recent < 5 || size < 2 * recent || !(alpha > 0 && alpha < 1) || !(inflation >= 1)) {
            throw new IllegalArgumentException("window " + size + ", recent " + recent + ", alpha " + alpha);
        }
        this.recent = recent;
        this.alpha = alpha;
        this.inflation = inflation;
        this.seed = seed;
        random = seed;
        window = new DoubleRing(size);
        newer = new double[recent];
        older = new double[recent];
        order = new int[size - recent];
    }

    /** Fills the window without testing. A NaN changes nothing. */
    public void fill(double x) {
        if (!Double.isNaN(x)) {
            window.add(x);
        }
    }

    /** Returns true if there is a change at this step; {@link #rise} tells in which direction. */
    public boolean add(double x) {
        rise = 0;
        if (Double.isNaN(x)) {
            return false;
        }
        window.add(x);
        if (!window.full()) {
            pValue = 1;
            return false;
        }
        window.copyTo(order.length, recent, newer);
        draw();
        var difference = mean(newer) - mean(older);
        Arrays.sort(newer);
        Arrays.sort(older);
        var effective = recent / inflation;
        pValue = KolmogorovSmirnov.pValue(KolmogorovSmirnov.statistic(newer, older), effective, effective);
        if (pValue > alpha) {
            return false;
        }
        rise = difference;
        window.keepLatest(recent);
        return true;
    }

    /** Newer mean less older mean at the latest step if it found a change, else 0. */
    public double rise() {
        return rise;
    }

    public double pValue() {
        return pValue;
    }

    /** Mean of the latest values, at most r of them; 0 if there are none. */
    public double recentMean() {
        var count = Math.min(recent, window.size());
        double sum = 0;
        for (int i = window.size() - count; i < window.size(); i++) {
            sum += window.get(i);
        }
        return count == 0 ? 0 : sum / count;
    }

    public void clear() {
        window.clear();
        random = seed;
        rise = 0;
        pValue = 1;
    }

    /** The first r places of a Fisher-Yates shuffle of the older part. */
    private void draw() {
        for (int i = 0; i < order.length; i++) {
            order[i] = i;
        }
        for (int i = 0; i < recent; i++) {
            var j = i + (int) (((next() >>> 32) * (order.length - i)) >>> 32);
            var picked = order[j];
            order[j] = order[i];
            order[i] = picked;
            older[i] = window.get(picked);
        }
    }

    /** SplitMix64 (G. L. Steele, D. Lea and C. H. Flood, OOPSLA 2014). */
    private long next() {
        random += 0x9E3779B97F4A7C15L;
        var z = (random ^ (random >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }

    private static double mean(double[] values) {
        double sum = 0;
        for (var value : values) {
            sum += value;
        }
        return sum / values.length;
    }

    public double[] save() {
        var values = window.toArray();
        var saved = new double[3 + values.length];
        saved[0] = random >>> 32;
        saved[1] = random & 0xFFFFFFFFL;
        saved[2] = pValue;
        System.arraycopy(values, 0, saved, 3, values.length);
        return saved;
    }

    /** @throws IllegalArgumentException this was not made by {@link #save} of a window of this size */
    public void restore(double[] saved) {
        if (saved.length < 3 || saved.length > 3 + window.capacity() || Arrays.stream(saved).anyMatch(Double::isNaN)) {
            throw new IllegalArgumentException("not the state of a window of " + window.capacity());
        }
        window.clear();
        random = (long) saved[0] << 32 | (long) saved[1];
        pValue = saved[2];
        for (int i = 3; i < saved.length; i++) {
            window.add(saved[i]);
        }
    }
}
