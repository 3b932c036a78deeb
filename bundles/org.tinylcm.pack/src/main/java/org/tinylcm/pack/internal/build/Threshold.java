package org.tinylcm.pack.internal.build;

/**
 * What is normal for a metric, from held-out samples.
 *
 * @param mean of the scores
 * @param deviation standard deviation of the scores
 * @param limit score that one sample alone passes once in the wished run length; if there are fewer samples than
 *         that, the most extreme score seen
 * @param upper true if large scores are odd, false if small ones are
 * @param drift Page-Hinkley statistic, in standard deviations, at which a monitor of the stream sees drift; NaN if
 *         there are too few samples to tell
 */
public record Threshold(double mean, double deviation, double limit, boolean upper, double drift) {
}
