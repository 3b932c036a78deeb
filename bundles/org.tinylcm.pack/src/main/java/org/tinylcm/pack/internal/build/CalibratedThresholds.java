package org.tinylcm.pack.internal.build;

import java.util.Arrays;
import org.tinylcm.math.drift.DetectorPlan;
import org.tinylcm.math.drift.Direction;
import org.tinylcm.math.drift.EpisodeGate;
import org.tinylcm.math.drift.Method;
import org.tinylcm.math.drift.ReferencePolicy;
import org.tinylcm.math.drift.ScoreMonitor;
import org.tinylcm.math.drift.ScoreReference;
import org.tinylcm.model.Calibration;

/**
 * For one sample the empirical quantile at one in the wished run length, as the samples give it; for the stream the
 * limit that the device's own monitors compute from the same scores.
 */
public final class CalibratedThresholds implements ThresholdRule {
    /** A monitor that may alarm more often than that is none. */
    private static final double LEAST_RUN_LENGTH = 20;

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
        return new Threshold(mean, Math.sqrt(squares / sorted.length), limit, upper,
                drift(scores, upper ? Direction.RISING : Direction.FALLING, averageRunLength));
    }

    private static double drift(float[] scores, Direction direction, double averageRunLength) {
        if (scores.length < ScoreReference.LEAST || averageRunLength < LEAST_RUN_LENGTH) {
            return Double.NaN;
        }
        var plan = DetectorPlan.of(Method.PAGE_HINKLEY, direction, averageRunLength);
        return new ScoreMonitor(plan, new ReferencePolicy(scores.length, 0, 1, 1e-6, 0.01), EpisodeGate.Policy.DEFAULT,
                scores).threshold();
    }
}
