package org.tinylcm.pack.internal.build;

import java.util.ArrayList;
import java.util.List;

/**
 * How well confidence says the share of right answers. The expected calibration error is Σ (samples of the bin / all) ×
 * |mean confidence - share right| (Naeini, Cooper and Hauskrecht 2015), over {@value #BINS} bins of equal width.
 *
 * @param bins those with samples, by rising confidence
 * @param error expected calibration error, 0..1
 */
public record Reliability(List<Bin> bins, double error) {
    private static final int BINS = 10;

    /**
     * @param samples at least 1
     * @param confidence their mean confidence
     * @param accuracy share of them that is labelled rightly
     */
    public record Bin(int samples, double confidence, double accuracy) {
    }

    static Reliability of(List<Verdict> verdicts) {
        var counts = new int[BINS];
        var confidence = new double[BINS];
        var right = new double[BINS];
        for (var verdict : verdicts) {
            int bin = Math.min(BINS - 1, (int) (verdict.confidence() * BINS));
            counts[bin]++;
            confidence[bin] += verdict.confidence();
            right[bin] += verdict.correct() ? 1 : 0;
        }
        var bins = new ArrayList<Bin>();
        double error = 0;
        for (int i = 0; i < BINS; i++) {
            if (counts[i] > 0) {
                bins.add(new Bin(counts[i], confidence[i] / counts[i], right[i] / counts[i]));
                error += Math.abs(confidence[i] - right[i]) / verdicts.size();
            }
        }
        return new Reliability(List.copyOf(bins), error);
    }
}
