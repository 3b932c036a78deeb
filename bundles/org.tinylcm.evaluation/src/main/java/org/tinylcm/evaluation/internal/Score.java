package org.tinylcm.evaluation.internal;

import java.util.function.IntPredicate;
import org.tinylcm.evaluation.internal.Report.Pair;
import org.tinylcm.evaluation.internal.Report.Worst;

/** Which rows were right, with adaptation and without. A row that either run gave up counts in neither. */
final class Score {
    private final boolean[] counted;
    private final boolean[] with;
    private final boolean[] without;

    private Score(int rows) {
        counted = new boolean[rows];
        with = new boolean[rows];
        without = new boolean[rows];
    }

    static Score of(StreamFile stream, RunRecord adapting, Meanings adaptingMeanings, RunRecord frozen,
            Meanings frozenMeanings) {
        var score = new Score(stream.rows().size());
        for (int row = 0; row < score.with.length; row++) {
            score.counted[row] = adapting.label(row) != null && frozen.label(row) != null;
            score.with[row] = score.counted[row] && adaptingMeanings.right(row);
            score.without[row] = score.counted[row] && frozenMeanings.right(row);
        }
        return score;
    }

    Pair of(int from, int to, IntPredicate rows) {
        int frames = 0;
        int rightWith = 0;
        int rightWithout = 0;
        for (int row = from; row < to; row++) {
            if (counted[row] && rows.test(row)) {
                frames++;
                rightWith += with[row] ? 1 : 0;
                rightWithout += without[row] ? 1 : 0;
            }
        }
        return frames == 0 ? new Pair(0, null, null, null) : new Pair(frames, (double) rightWith / frames,
                (double) rightWithout / frames, 100.0 * (rightWith - rightWithout) / frames);
    }

    int classified() {
        return of(0, counted.length, row -> true).frames();
    }

    /** The stretch of the given length (or the whole stream) in which adaptation did worst. */
    Worst worst(int length) {
        int frames = Math.min(length, counted.length);
        int gain = 0;
        int least = Integer.MAX_VALUE;
        int at = 0;
        for (int row = 0; row < counted.length; row++) {
            gain += gain(row) - (row >= frames ? gain(row - frames) : 0);
            if (row >= frames - 1 && gain < least) {
                least = gain;
                at = row - frames + 1;
            }
        }
        return new Worst(frames, at, 100.0 * least / frames);
    }

    /**
     * Accuracy over the last frames.
     *
     * @param window frames that count; fewer at the beginning
     * @return one value a row, NaN where no frame of the window was classified
     */
    double[] curve(boolean adaptation, int window) {
        var curve = new double[counted.length];
        int frames = 0;
        int right = 0;
        var rights = adaptation ? with : without;
        for (int row = 0; row < curve.length; row++) {
            frames += counted[row] ? 1 : 0;
            right += rights[row] ? 1 : 0;
            if (row >= window) {
                frames -= counted[row - window] ? 1 : 0;
                right -= rights[row - window] ? 1 : 0;
            }
            curve[row] = frames == 0 ? Double.NaN : (double) right / frames;
        }
        return curve;
    }

    private int gain(int row) {
        return (with[row] ? 1 : 0) - (without[row] ? 1 : 0);
    }
}
