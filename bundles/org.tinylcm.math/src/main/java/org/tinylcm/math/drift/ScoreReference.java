package org.tinylcm.math.drift;

import java.util.Arrays;
import org.tinylcm.math.stat.RunningMoments;

/**
 * What a score looked like on known samples. Immutable.
 *
 * <p>Scores are standardised with {@link #mean} and {@link #scale} and clipped at one scale beyond the smallest and
 * largest known one: values further out will come, but one outlier must not alarm alone, whatever its size.
 */
public final class ScoreReference {
    /** Fewer known scores say too little. */
    public static final int LEAST = 20;

    private final double mean;
    private final double scale;
    private final double[] sorted;
    private final int fingerprint;

    private ScoreReference(float[] scores, double mean, double scale) {
        this.mean = mean;
        this.scale = scale;
        fingerprint = Arrays.hashCode(scores);
        sorted = new double[scores.length];
        for (int i = 0; i < scores.length; i++) {
            sorted[i] = (scores[i] - mean) / scale;
        }
        Arrays.sort(sorted);
    }

    /** True if there are enough finite scores for {@link #of}. */
    public static boolean enough(float[] scores) {
        return scores != null && finite(scores).length >= LEAST;
    }

    /**
     * @param scores any order; what is not finite is left out
     * @param leastScale smallest scale: scores that hardly vary say little of how much they may
     * @param leastShare smallest scale as a share of the mean
     * @throws IllegalArgumentException fewer than {@link #LEAST} finite scores
     */
    public static ScoreReference of(float[] scores, double leastScale, double leastShare) {
        var finite = finite(scores);
        if (finite.length < LEAST) {
            throw new IllegalArgumentException(finite.length + " scores, at least " + LEAST + " are needed");
        }
        if (!(leastScale > 0)) {
            throw new IllegalArgumentException("least scale must be above 0, not " + leastScale);
        }
        var moments = new RunningMoments();
        for (var score : finite) {
            moments.add(score);
        }
        var least = Math.max(leastScale, leastShare * Math.abs(moments.mean()));
        return new ScoreReference(finite, moments.mean(), Math.max(moments.deviation(), least));
    }

    private static float[] finite(float[] scores) {
        var finite = new float[scores.length];
        int count = 0;
        for (var score : scores) {
            if (Float.isFinite(score)) {
                finite[count++] = score;
            }
        }
        return Arrays.copyOf(finite, count);
    }

    public double mean() {
        return mean;
    }

    /** Standard deviation, or the least scale if that is larger. */
    public double scale() {
        return scale;
    }

    public int size() {
        return sorted.length;
    }

    /** Lowest standardised value that is told apart. */
    public double low() {
        return sorted[0] - 1;
    }

    /** Highest standardised value that is told apart. */
    public double high() {
        return sorted[sorted.length - 1] + 1;
    }

    /** Standardised scores, ascending; a copy. */
    public double[] standardised() {
        return sorted.clone();
    }

    /** Standardised scores as those of the negated score, ascending. */
    public double[] mirrored() {
        var mirrored = new double[sorted.length];
        for (int i = 0; i < sorted.length; i++) {
            mirrored[i] = -sorted[sorted.length - 1 - i];
        }
        return mirrored;
    }

    /** Tells references apart, so that a state is not restored against another one. */
    public int fingerprint() {
        return fingerprint;
    }
}
