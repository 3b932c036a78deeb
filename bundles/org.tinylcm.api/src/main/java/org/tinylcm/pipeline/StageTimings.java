package org.tinylcm.pipeline;

/**
 * Distribution of a stage's time since the start, nanoseconds.
 *
 * @param count frames
 * @param p50 median
 * @param p95 95th percentile
 * @param p99 99th percentile
 * @param max largest
 */
public record StageTimings(long count, long p50, long p95, long p99, long max) {
}
