package org.tinylcm.math.drift;

import java.util.ArrayList;
import java.util.List;

/**
 * ADWIN as in the paper (A. Bifet and R. Gavaldà, SDM 2007), slow and plain: all values are kept, every sum and
 * variance comes from sums over them, and buckets are nothing but their sizes. What implementations decide
 * differently is a {@link Rule}.
 */
public final class TextbookAdwin {
    private static final int PER_SIZE = 5;

    private final double delta;
    private final Rule rule;
    private final double[] sums;
    private final double[] squares;
    /** Oldest first. */
    private final List<Integer> buckets = new ArrayList<>();
    private int end;
    private int start;
    private double rise;
    private double closeness;

    /**
     * @param width smallest window in which a cut is looked for
     * @param side fewest values on a side of a cut
     * @param less how many fewer than there are, the values of a side count in the threshold
     * @param clock a cut is looked for after every so many values
     */
    public record Rule(int width, int side, int less, int clock) {
        /** The paper's: {@code 1/m = 1/n0 + 1/n1}, after every value; ours. The 5 are a choice that it leaves open. */
        public static final Rule PAPER = new Rule(10, 5, 0, 1);

        /** MOA's: {@code 1/m = 1/(n0 - 4) + 1/(n1 - 4)}; its least of 7 on a side decides nothing on our streams. */
        public static Rule moa(int clock) {
            return new Rule(11, 7, 4, clock);
        }
    }

    public TextbookAdwin(double delta, Rule rule, int most) {
        this.delta = delta;
        this.rule = rule;
        sums = new double[most + 1];
        squares = new double[most + 1];
    }

    public boolean add(double x) {
        sums[end + 1] = sums[end] + x;
        squares[end + 1] = squares[end] + x * x;
        end++;
        buckets.add(1);
        merge();
        boolean cut = false;
        rise = 0;
        closeness = 0;
        while (end % rule.clock == 0 && length() >= rule.width && differs()) {
            start += buckets.remove(0);
            cut = true;
        }
        return cut;
    }

    public int length() {
        return end - start;
    }

    public double mean() {
        return (sums[end] - sums[start]) / length();
    }

    /** Newer mean less older mean at the first cut of the latest step; 0 without one. */
    double rise() {
        return rise;
    }

    /** As {@link Adwin#closeness}. */
    double closeness() {
        return closeness;
    }

    /** Of the whole window, with the divisor n. */
    double variance() {
        return Math.max(0, (squares[end] - squares[start]) / length() - mean() * mean());
    }

    /** Of each size at most five; the two oldest of six become one of the next size. */
    private void merge() {
        int size = 1;
        int after = buckets.size();
        while (true) {
            int first = after;
            while (first > 0 && buckets.get(first - 1) == size) {
                first--;
            }
            if (after - first <= PER_SIZE) {
                return;
            }
            buckets.remove(first);
            size *= 2;
            buckets.set(first, size);
            after = first + 1;
        }
    }

    private boolean differs() {
        double log = Math.log(2 * Math.log(length()) / delta);
        double spread = 2 * variance() * log;
        int cut = start;
        double farthest = 0;
        double near = 0;
        for (int bucket : buckets) {
            cut += bucket;
            int older = cut - start;
            int newer = end - cut;
            if (older >= rule.side && newer >= rule.side) {
                double inverse = 1.0 / (older - rule.less) + 1.0 / (newer - rule.less);
                double difference = (sums[cut] - sums[start]) / older - (sums[end] - sums[cut]) / newer;
                double limit = Math.sqrt(spread * inverse) + 2.0 / 3 * log * inverse;
                if (Math.abs(difference) > limit) {
                    closeness = Math.max(closeness, Math.abs(difference) / limit);
                    rise = rise == 0 ? -difference : rise;
                    return true;
                }
                if (difference * difference / inverse > farthest) {
                    farthest = difference * difference / inverse;
                    near = Math.abs(difference) / limit;
                }
            }
        }
        closeness = Math.max(closeness, near);
        return false;
    }
}
