package org.tinylcm.model;

import java.util.Map;
import java.util.Objects;

/**
 * What the held-out samples looked like to each monitor, so that a threshold follows from a wished false-alarm rate.
 *
 * @param scores per metric the scores of the held-out samples, in the order of {@link ModelPack#holdout}; the arrays
 *         are shared, nobody may write to them. Packs of pictures also have one per
 *         {@link org.tinylcm.feature.InputStatistic#score}, unless they were built before there was such a thing
 * @param averageRunLength frames between false alarms that the builder was asked for
 * @param figures held-out accuracy and further figures by name
 * @param answers how a score becomes an answer; {@link AnswerRule#UNCALIBRATED} in packs built before there was such
 *         a thing
 */
public record Calibration(Map<String, float[]> scores, double averageRunLength, Map<String, Double> figures,
        AnswerRule answers) {
    /** Mean distance to the neighbours: {@link org.tinylcm.classify.Classification#novelty}. */
    public static final String KNN_DISTANCE = "knn-distance";
    /** {@link org.tinylcm.classify.Classification#confidence}. */
    public static final String CONFIDENCE = "confidence";
    /** Euclidean distance of the transformed features to the mean of the held-out samples. */
    public static final String FEATURE_DISTANCE = "feature-distance";
    /** Neighbours that do not carry the winning label: count - agreeing. */
    public static final String DIVERSITY = "neighbour-diversity";

    public Calibration {
        scores = Map.copyOf(scores);
        figures = Map.copyOf(figures);
        Objects.requireNonNull(answers, "answers");
    }

    public Calibration(Map<String, float[]> scores, double averageRunLength, Map<String, Double> figures) {
        this(scores, averageRunLength, figures, AnswerRule.UNCALIBRATED);
    }
}
