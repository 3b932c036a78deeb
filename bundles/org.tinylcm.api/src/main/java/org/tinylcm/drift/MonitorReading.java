package org.tinylcm.drift;

/**
 * The figures behind a verdict.
 *
 * @param monitor id of the monitor
 * @param verdict verdict after the latest frame
 * @param metric what is watched, e.g. {@code knn-distance}
 * @param current value of the metric at the latest frame
 * @param reference mean of the metric in the reference
 * @param statistic value of the test statistic
 * @param threshold statistic at which drift begins
 * @param frames frames observed since the monitor was started or reset
 * @param onsets episodes begun
 */
public record MonitorReading(String monitor, Verdict verdict, String metric, double current, double reference,
        double statistic, double threshold, long frames, long onsets) {
}
