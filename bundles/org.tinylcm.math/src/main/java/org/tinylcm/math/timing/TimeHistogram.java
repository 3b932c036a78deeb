package org.tinylcm.math.timing;

/**
 * Distribution of times in fixed memory: 64 buckets per doubling, so that a percentile is too large by at most 1/64,
 * and never too small. The largest time is exact. No allocation on {@link #add}. Written by one thread; a reader may
 * miss the latest times.
 */
public final class TimeHistogram {
    private static final int STEPS_LOG2 = 6;
    private static final int STEPS = 1 << STEPS_LOG2;

    private final long[] counts = new long[bucket(Long.MAX_VALUE) + 1];
    private long count;
    private long max;

    /** @param nanos what is below 0 counts as 0 */
    public void add(long nanos) {
        counts[bucket(Math.max(0, nanos))]++;
        count++;
        max = Math.max(max, nanos);
    }

    public long count() {
        return count;
    }

    public long max() {
        return max;
    }

    /** @param share 0..1; the least value that at least this share of all does not exceed; 0 if there are none */
    public long percentile(double share) {
        long all = count;
        if (all == 0) {
            return 0;
        }
        long rank = Math.max(1, (long) Math.ceil(share * all));
        long seen = 0;
        for (int i = 0; i < counts.length; i++) {
            seen += counts[i];
            if (seen >= rank) {
                return Math.min(max, upper(i));
            }
        }
        // Only a reader beside the writer comes here: it saw the count rise before the bucket's.
        return max;
    }

    /** Values below {@link #STEPS} have a bucket each; above, the highest {@link #STEPS_LOG2} + 1 bits decide. */
    static int bucket(long nanos) {
        if (nanos < STEPS) {
            return (int) nanos;
        }
        int shift = 63 - Long.numberOfLeadingZeros(nanos) - STEPS_LOG2;
        return (shift << STEPS_LOG2) + (int) (nanos >>> shift);
    }

    private static long upper(int bucket) {
        if (bucket < STEPS * 2) {
            return bucket;
        }
        int shift = (bucket >> STEPS_LOG2) - 1;
        // The shift overflows in the last bucket; the subtraction then makes it the largest value, which is right.
        return ((bucket - ((long) shift << STEPS_LOG2) + 1) << shift) - 1;
    }
}
