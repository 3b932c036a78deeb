package org.tinylcm.ops.internal;

/**
 * Distribution of times in bounded memory: 32 steps per doubling, so that a percentile is off by at most 1/32. The
 * largest is exact.
 */
final class TimeHistogram {
    private static final int STEPS_LOG2 = 5;
    private static final int STEPS = 1 << STEPS_LOG2;
    private final long[] counts = new long[STEPS * (64 - STEPS_LOG2)];
    private long count;
    private long max;

    void add(long nanos) {
        counts[index(Math.max(0, nanos))]++;
        count++;
        max = Math.max(max, nanos);
    }

    long count() {
        return count;
    }

    long max() {
        return max;
    }

    /** @param share 0..1; the least value that at least this share of all does not exceed; 0 if there are none */
    long percentile(double share) {
        var rank = Math.max(1, (long) Math.ceil(share * count));
        long seen = 0;
        for (int i = 0; i < counts.length && count > 0; i++) {
            seen += counts[i];
            if (seen >= rank) {
                return Math.min(max, upper(i));
            }
        }
        return 0;
    }

    /** Values below {@link #STEPS} have a step each; above, the highest {@link #STEPS_LOG2} + 1 bits decide. */
    private static int index(long value) {
        if (value < STEPS) {
            return (int) value;
        }
        var shift = 63 - Long.numberOfLeadingZeros(value) - STEPS_LOG2;
        return (shift << STEPS_LOG2) + (int) (value >>> shift);
    }

    private static long upper(int index) {
        if (index < STEPS * 2) {
            return index;
        }
        var shift = (index >> STEPS_LOG2) - 1;
        return ((index - ((long) shift << STEPS_LOG2) + 1) << shift) - 1;
    }
}
