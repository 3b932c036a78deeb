package org.tinylcm.pack.internal.build;

import java.util.Arrays;
import org.tinylcm.model.Calibration;

/** The empirical quantile at one in the wished run length, as the samples give it. */
public final class QuantileThresholds implements ThresholdRule {
    @Override
    public Threshold of(String metric, float[] scores, double averageRunLength) {
        var sorted = scores.clone();
        Arrays.sort(sorted);
        var sum = 0.0;
        for (var score : sorted) {
            sum += score;
        }
        var mean = sum / sorted.length;
        var squares = 0.0;
        for (var score : sorted) {
            squares += (score - mean) * (score - mean);
        }
        var upper = !metric.equals(Calibration.CONFIDENCE);
        var beyond = (int) Math.floor(sorted.length / averageRunLength);
        var at = Math.min(beyond, sorted.length - 1);
        var limit = upper ? sorted[sorted.length - 1 - at] : sorted[at];
        return new Threshold(mean, Math.sqrt(squares / sorted.length), limit, upper);
    }
}
