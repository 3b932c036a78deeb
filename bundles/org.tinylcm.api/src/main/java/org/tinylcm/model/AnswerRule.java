package org.tinylcm.model;

import java.util.Arrays;

/**
 * How the classifier's score becomes an answer: what share of answers with that score is right, and from when on the
 * answer is "unknown". Learned by the pack builder from held-out samples. Immutable.
 *
 * <p>Confidence rises piecewise linearly from 0 at score 0 through the given points and is constant beyond the last.
 */
public final class AnswerRule {
    /** Share of known samples answered with "unknown" if nothing else was said. */
    public static final double DEFAULT_UNKNOWN_SHARE = 0.01;
    /** Points of a curve that may be given; more would be a copy of the samples. */
    public static final int MOST_POINTS = 1_000;
    /** Of a pack that says nothing: the score is the confidence. */
    public static final AnswerRule UNCALIBRATED = new AnswerRule(new double[0], new double[0], DEFAULT_UNKNOWN_SHARE);

    private final double[] scores;
    private final double[] confidences;
    private final double unknownShare;

    /**
     * @param scores rising, greater than 0, at most 1; empty: the score is the confidence
     * @param confidences one for each score, 0..1, never falling
     * @param unknownShare share of known samples that may be answered with "unknown", 0..0.5; 0: never
     * @throws IllegalArgumentException something is out of these bounds
     */
    public AnswerRule(double[] scores, double[] confidences, double unknownShare) {
        if (scores.length != confidences.length || scores.length > MOST_POINTS) {
            throw new IllegalArgumentException("there must be one confidence per score and at most " + MOST_POINTS);
        }
        for (int i = 0; i < scores.length; i++) {
            double before = i == 0 ? 0 : scores[i - 1];
            double least = i == 0 ? 0 : confidences[i - 1];
            if (!(scores[i] > before && scores[i] <= 1 && confidences[i] >= least && confidences[i] <= 1)) {
                throw new IllegalArgumentException("scores must rise within 0..1, confidences must not fall");
            }
        }
        if (!(unknownShare >= 0 && unknownShare <= 0.5)) {
            throw new IllegalArgumentException("the share of unknown must be 0..0.5");
        }
        this.scores = scores.clone();
        this.confidences = confidences.clone();
        this.unknownShare = unknownShare;
    }

    /** @param score the classifier's own, 0..1 */
    public double confidence(double score) {
        if (scores.length == 0) {
            return score;
        }
        int at = Arrays.binarySearch(scores, score);
        if (at >= 0) {
            return confidences[at];
        }
        int right = -at - 1;
        if (right == scores.length) {
            return confidences[right - 1];
        }
        double fromScore = right == 0 ? 0 : scores[right - 1];
        double fromConfidence = right == 0 ? 0 : confidences[right - 1];
        return fromConfidence
                + (confidences[right] - fromConfidence) * (score - fromScore) / (scores[right] - fromScore);
    }

    /** Share of known samples that may be answered with "unknown"; 0: never. */
    public double unknownShare() {
        return unknownShare;
    }

    public AnswerRule withUnknownShare(double share) {
        return new AnswerRule(scores, confidences, share);
    }

    public double[] scores() {
        return scores.clone();
    }

    public double[] confidences() {
        return confidences.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof AnswerRule rule && Arrays.equals(scores, rule.scores)
                && Arrays.equals(confidences, rule.confidences) && unknownShare == rule.unknownShare;
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(scores) + Arrays.hashCode(confidences) + Double.hashCode(unknownShare);
    }
}
