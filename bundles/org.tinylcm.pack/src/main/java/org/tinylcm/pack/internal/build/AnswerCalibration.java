package org.tinylcm.pack.internal.build;

import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.tinylcm.model.AnswerRule;
import org.tinylcm.model.SampleSet;
import org.tinylcm.pack.internal.fit.MonotoneCurve;

/**
 * Learns from held-out samples how a score becomes an answer, and says how good that is by cross-fitting: each fifth of
 * the samples is judged by what the other four taught.
 */
final class AnswerCalibration {
    private static final int FOLDS = 5;

    private final Scoring scoring;
    private final SampleSet samples;
    private final float[] novelty;
    private final double unknownShare;

    /** @param samples held out, in an order that has nothing to do with them */
    AnswerCalibration(Scoring scoring, SampleSet samples, double unknownShare) {
        this.scoring = scoring;
        this.samples = samples;
        this.unknownShare = unknownShare;
        novelty = scoring.novelty(samples);
    }

    /** @param knownNovelty what the classifier will judge familiarity by */
    AnswerRule fit(float[] knownNovelty) {
        return fit(samples, knownNovelty);
    }

    /** What samples are told that neither the curve nor the limit has seen, in the order of the samples. */
    List<Verdict> crossFitted() {
        var verdicts = new Verdict[samples.size()];
        for (int fold = 0; fold < Math.min(FOLDS, samples.size()); fold++) {
            int own = fold;
            int[] judged = rows(row -> row % FOLDS == own);
            int[] taught = rows(row -> row % FOLDS != own);
            var known = known(taught);
            var told = scoring.classify(samples.of(judged), known, fit(samples.of(taught), known));
            for (int i = 0; i < judged.length; i++) {
                verdicts[judged[i]] = told.get(i);
            }
        }
        return Arrays.asList(verdicts);
    }

    private AnswerRule fit(SampleSet from, float[] knownNovelty) {
        var raw = scoring.classify(from, knownNovelty, AnswerRule.UNCALIBRATED);
        var right = new boolean[raw.size()];
        for (int i = 0; i < right.length; i++) {
            right[i] = raw.get(i).correct();
        }
        return MonotoneCurve.fit(raw.stream().mapToDouble(Verdict::confidence).toArray(), right, unknownShare);
    }

    private int[] rows(IntPredicate which) {
        return IntStream.range(0, samples.size()).filter(which).toArray();
    }

    private float[] known(int[] rows) {
        var known = new float[rows.length];
        for (int i = 0; i < rows.length; i++) {
            known[i] = novelty[rows[i]];
        }
        return known;
    }
}
