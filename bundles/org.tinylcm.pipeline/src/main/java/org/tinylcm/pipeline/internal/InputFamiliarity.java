package org.tinylcm.pipeline.internal;

import java.util.Arrays;
import java.util.Map;
import org.tinylcm.feature.InputStatistic;
import org.tinylcm.model.Calibration;

/**
 * How common pictures like this one were among the held-out ones, whatever they show. Immutable; {@link #of(float[])}
 * allocates nothing.
 */
final class InputFamiliarity {
    /** Of a pack that says nothing. */
    static final InputFamiliarity UNKNOWN = of(new Calibration(Map.of(), 0, Map.of()));
    /** Fewer pictures do not show what is uncommon. */
    private static final int LEAST = 20;

    /** Sorted scores by ordinal; empty where the pack has none. */
    private final float[][] known;

    private InputFamiliarity(float[][] known) {
        this.known = known;
    }

    static InputFamiliarity of(Calibration calibration) {
        var statistics = InputStatistic.values();
        var known = new float[statistics.length][];
        for (var statistic : statistics) {
            var scores = calibration.scores().getOrDefault(statistic.score(), new float[0]);
            var sorted = scores.length < LEAST ? new float[0] : scores.clone();
            Arrays.sort(sorted);
            known[statistic.ordinal()] = sorted;
        }
        return new InputFamiliarity(known);
    }

    /**
     * @param statistics by ordinal
     * @return the least over the statistics of: share of known pictures at least as far from the middle, on either
     *         side; 1 if nothing is known
     */
    double of(float[] statistics) {
        double least = 1;
        for (int i = 0; i < known.length; i++) {
            var sorted = known[i];
            if (sorted.length > 0) {
                int notAbove = sorted.length - atLeast(sorted, Math.nextUp(statistics[i]));
                int outside = Math.min(notAbove, atLeast(sorted, statistics[i]));
                least = Math.min(least, 2.0 * outside / sorted.length);
            }
        }
        return least;
    }

    private static int atLeast(float[] sorted, float value) {
        int from = 0;
        int to = sorted.length;
        while (from < to) {
            int middle = (from + to) >>> 1;
            if (sorted[middle] < value) {
                from = middle + 1;
            } else {
                to = middle;
            }
        }
        return sorted.length - from;
    }
}
