package org.tinylcm.math.drift;

import java.util.Arrays;

/**
 * Adaptive window (A. Bifet and R. Gavaldà, SDM 2007): keeps the longest recent window without two halves of
 * different mean, in exponential buckets, so in logarithmic memory. After each value every cut between buckets is
 * tested with
 * {@code eps = sqrt(2/m var ln(2/d')) + 2/(3m) ln(2/d')}, {@code 1/m = 1/n0 + 1/n1}, {@code d' = delta / ln n}.
 *
 * <p>By their theorem 3.1 the chance of a false cut at a step is at most delta, so the mean time to one is at least
 * {@code 1 / (2 delta)}. {@link #add} says true for the step of a cut only (implementations are known that go on for
 * ever), and every cut is tested, the one before the newest bucket included (there is one that leaves it out).
 */
public final class Adwin {
    private static final int PER_ROW = 5;
    private static final int ROWS = 32;
    private static final int LEAST = 5;

    private final double delta;
    private final double inflation;
    private final double[][] sums = new double[ROWS][PER_ROW + 1];
    private final double[][] squares = new double[ROWS][PER_ROW + 1];
    private final int[] counts = new int[ROWS];
    private int rows;
    private long length;
    private double sum;
    private double deviations;
    private double rise;
    private double closeness;

    /**
     * @param delta chance of a false cut at a step, above 0 and below 1
     * @param inflation variance of a mean in units of that of independent values, at least 1; for autocorrelated input
     */
    public Adwin(double delta, double inflation) {
        if (!(delta > 0 && delta < 1) || !(inflation >= 1)) {
            throw new IllegalArgumentException("delta must be in (0, 1), not " + delta
                    + ", and inflation at least 1, not " + inflation);
        }
        this.delta = delta;
        this.inflation = inflation;
    }

    /**
     * Takes a value and cuts the window if need be.
     *
     * @param x clipped to 0..1; a NaN changes nothing
     * @return true if the window was cut at this step; {@link #rise} tells in which direction
     */
    public boolean add(double x) {
        if (Double.isNaN(x)) {
            return false;
        }
        insert(Math.min(1, Math.max(0, x)));
        rise = 0;
        var cut = false;
        while (differs()) {
            cut = true;
            dropOldest();
        }
        return cut;
    }

    /** Mean of the window, 0 if it is empty. */
    public double mean() {
        return length == 0 ? 0 : sum / length;
    }

    public long length() {
        return length;
    }

    /** Newer mean less older mean at the first cut of the latest step; 0 without a cut. */
    public double rise() {
        return rise;
    }

    /**
     * Difference of means in units of its threshold at the latest step, at the cut where it is largest for the
     * number of values on both sides; above 1 a cut was made.
     */
    public double closeness() {
        return closeness;
    }

    public void clear() {
        Arrays.fill(counts, 0);
        rows = 0;
        length = 0;
        sum = 0;
        deviations = 0;
        rise = 0;
        closeness = 0;
    }

    private void insert(double x) {
        if (length > 0) {
            var distance = x - sum / length;
            deviations += length * distance * distance / (length + 1);
        }
        length++;
        sum += x;
        put(0, x, 0);
        for (int row = 0; row < rows && counts[row] > PER_ROW; row++) {
            if (row == ROWS - 1) {
                dropOldest();
                return;
            }
            var size = Math.scalb(1.0, row);
            var distance = (sums[row][0] - sums[row][1]) / size;
            put(row + 1, sums[row][0] + sums[row][1],
                    squares[row][0] + squares[row][1] + size / 2 * distance * distance);
            remove(row, 2);
        }
    }

    private void put(int row, double total, double square) {
        rows = Math.max(rows, row + 1);
        sums[row][counts[row]] = total;
        squares[row][counts[row]] = square;
        counts[row]++;
    }

    private void remove(int row, int number) {
        counts[row] -= number;
        System.arraycopy(sums[row], number, sums[row], 0, counts[row]);
        System.arraycopy(squares[row], number, squares[row], 0, counts[row]);
    }

    private void dropOldest() {
        var row = rows - 1;
        var size = 1L << row;
        var total = sums[row][0];
        length -= size;
        sum -= total;
        if (length > 0) {
            var distance = total / size - sum / length;
            deviations -= squares[row][0] + (double) size * length / (size + length) * distance * distance;
            deviations = Math.max(0, deviations);
        } else {
            deviations = 0;
        }
        remove(row, 1);
        while (rows > 0 && counts[rows - 1] == 0) {
            rows--;
        }
    }

    /** Tests all cuts, oldest first; notes how close the closest came. */
    private boolean differs() {
        if (rise == 0) {
            closeness = 0;
        }
        if (length < 2 * LEAST) {
            return false;
        }
        var log = Math.log(2 * Math.max(1, Math.log(length)) / delta);
        var spread = 2 * log * inflation * deviations / length;
        var offset = 2.0 / 3 * log;
        long older = 0;
        double olderSum = 0;
        double closest = 0;
        double inverseOfClosest = 1;
        for (int row = rows - 1; row >= 0; row--) {
            var size = 1L << row;
            var rowSums = sums[row];
            for (int i = 0; i < counts[row]; i++) {
                older += size;
                olderSum += rowSums[i];
                var newer = length - older;
                if (newer < LEAST) {
                    note(closest, inverseOfClosest, spread, offset);
                    return false;
                }
                if (older >= LEAST) {
                    var perOlder = 1.0 / older;
                    var perNewer = 1.0 / newer;
                    var inverse = perOlder + perNewer;
                    var difference = (sum - olderSum) * perNewer - olderSum * perOlder;
                    var excess = Math.abs(difference) - offset * inverse;
                    // As |difference| > sqrt(spread * inverse) + offset * inverse, without the root.
                    if (excess > 0 && excess * excess > spread * inverse) {
                        note(difference * difference, inverse, spread, offset);
                        rise = rise == 0 ? difference : rise;
                        return true;
                    }
                    var squared = difference * difference;
                    if (squared * inverseOfClosest > closest * inverse) {
                        closest = squared;
                        inverseOfClosest = inverse;
                    }
                }
            }
        }
        return false;
    }

    private void note(double squared, double inverse, double spread, double offset) {
        closeness = Math.max(closeness, Math.sqrt(squared) / (Math.sqrt(spread * inverse) + offset * inverse));
    }

    public double[] save() {
        var saved = new double[5 + rows * (1 + 2 * (PER_ROW + 1))];
        int at = 0;
        for (var value : new double[] {rows, length, sum, deviations, closeness}) {
            saved[at++] = value;
        }
        for (int row = 0; row < rows; row++) {
            saved[at++] = counts[row];
            System.arraycopy(sums[row], 0, saved, at, counts[row]);
            System.arraycopy(squares[row], 0, saved, at + PER_ROW + 1, counts[row]);
            at += 2 * (PER_ROW + 1);
        }
        return saved;
    }

    /** @throws IllegalArgumentException this was not made by {@link #save}; the window is as it was */
    public void restore(double[] saved) {
        check(saved);
        clear();
        rows = (int) saved[0];
        length = (long) saved[1];
        sum = saved[2];
        deviations = saved[3];
        closeness = saved[4];
        int at = 5;
        for (int row = 0; row < rows; row++) {
            counts[row] = (int) saved[at++];
            System.arraycopy(saved, at, sums[row], 0, counts[row]);
            System.arraycopy(saved, at + PER_ROW + 1, squares[row], 0, counts[row]);
            at += 2 * (PER_ROW + 1);
        }
    }

    private static void check(double[] saved) {
        var width = 1 + 2 * (PER_ROW + 1);
        var sane = saved.length >= 5 && saved[0] >= 0 && saved[0] <= ROWS && saved.length == 5 + (int) saved[0] * width;
        double length = 0;
        for (int i = 0; sane && i < saved.length; i++) {
            sane = Double.isFinite(saved[i]);
        }
        for (int row = 0; sane && row < (int) saved[0]; row++) {
            var count = saved[5 + row * width];
            sane = count >= 0 && count <= PER_ROW && count == Math.rint(count);
            length += Math.scalb(count, row);
        }
        if (!sane || length != saved[1] || !(saved[3] >= 0)) {
            throw new IllegalArgumentException("not the state of an adaptive window");
        }
    }
}
