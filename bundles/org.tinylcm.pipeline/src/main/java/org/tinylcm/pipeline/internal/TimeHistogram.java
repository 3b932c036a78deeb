package org.tinylcm.pipeline.internal;

import org.tinylcm.pipeline.StageTimings;

/**
 * Counts times in buckets whose width grows with the time: 32 per power of two, so that a percentile is off by at most
 * 3 %. Fixed memory, no allocation on {@link #add}. Written by one thread; a reader may miss the latest times.
 */
final class TimeHistogram {
    private static final int SUB_BITS = 5;
    private static final int SUB = 1 << SUB_BITS;
    /** Up to 2^40 ns, about 18 minutes; what takes longer counts as that. */
    private static final long LARGEST = (1L << 40) - 1;

    private final long[] counts = new long[bucket(LARGEST) + 1];
    private long count;
    private long max;

    void add(long nanos) {
        long clamped = Math.max(0, Math.min(nanos, LARGEST));
        counts[bucket(clamped)]++;
        count++;
        max = Math.max(max, nanos);
    }

    StageTimings timings() {
        return new StageTimings(count, percentile(0.50), percentile(0.95), percentile(0.99), max);
    }

    private long percentile(double share) {
        long wanted = (long) Math.ceil(share * count);
        long seen = 0;
        for (int i = 0; i < counts.length; i++) {
            seen += counts[i];
            if (seen >= wanted && seen > 0) {
                return Math.min(middle(i), max);
            }
        }
        return 0;
    }

    static int bucket(long nanos) {
        if (nanos < SUB) {
            return (int) nanos;
        }
        int exponent = 63 - Long.numberOfLeadingZeros(nanos) - SUB_BITS;
        return (exponent + 1 << SUB_BITS) + (int) (nanos >>> exponent) - SUB;
    }

    private static long middle(int bucket) {
        if (bucket < SUB) {
            return bucket;
        }
        int exponent = (bucket >> SUB_BITS) - 1;
        long low = (long) ((bucket & SUB - 1) + SUB) << exponent;
        return low + (1L << exponent >> 1);
    }
}
