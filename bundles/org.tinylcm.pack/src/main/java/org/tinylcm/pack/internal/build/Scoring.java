package org.tinylcm.pack.internal.build;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.tinylcm.classify.Classification;
import org.tinylcm.classify.ClassifierFactory;
import org.tinylcm.classify.ClassifierModel;
import org.tinylcm.model.AnswerRule;
import org.tinylcm.model.Calibration;
import org.tinylcm.model.NeighbourRule;
import org.tinylcm.model.SampleSet;

/**
 * Runs the real classifier over held-out samples. None of them is a prototype, so no score contains a sample's
 * distance to itself.
 */
final class Scoring {
    /**
     * How a class that was never learned stands out.
     *
     * @param auroc by novelty
     * @param unknown share of its samples answered with "unknown"
     */
    record NovelClass(double auroc, double unknown) {
    }

    private final ClassifierFactory factory;
    private final SampleSet prototypes;
    private final NeighbourRule rule;

    Scoring(ClassifierFactory factory, SampleSet prototypes, NeighbourRule rule) {
        this.factory = factory;
        this.prototypes = prototypes;
        this.rule = rule;
    }

    /** Novelty alone; the classifier needs it to know how familiar a sample is. */
    float[] novelty(SampleSet samples) {
        return novelty(factory.create(prototypes, rule, new float[0]), samples);
    }

    /**
     * @param knownNovelty novelty of known samples, for familiarity
     * @param answers how a score becomes an answer
     */
    List<Verdict> classify(SampleSet samples, float[] knownNovelty, AnswerRule answers) {
        var model = factory.create(prototypes, rule, knownNovelty, answers);
        var result = new Classification(model.neighbours());
        var verdicts = new ArrayList<Verdict>(samples.size());
        for (int i = 0; i < samples.size(); i++) {
            model.classify(samples.sample(i), result);
            verdicts.add(new Verdict(samples.labels().get(i), result.label(), result.confidence(),
                    result.unknown(), result.novelty(), result.familiarity(), result.count() - result.agreeing()));
        }
        return verdicts;
    }

    /** Scores by metric, in the order of the samples. */
    static Map<String, float[]> scores(SampleSet samples, List<Verdict> verdicts) {
        var scores = new TreeMap<String, float[]>();
        var size = samples.size();
        for (var metric : List.of(Calibration.KNN_DISTANCE, Calibration.CONFIDENCE, Calibration.DIVERSITY)) {
            scores.put(metric, new float[size]);
        }
        for (int i = 0; i < size; i++) {
            scores.get(Calibration.KNN_DISTANCE)[i] = (float) verdicts.get(i).novelty();
            scores.get(Calibration.CONFIDENCE)[i] = (float) verdicts.get(i).confidence();
            scores.get(Calibration.DIVERSITY)[i] = verdicts.get(i).disagreeing();
        }
        scores.put(Calibration.FEATURE_DISTANCE, distancesToMean(samples));
        return scores;
    }

    /**
     * How well a class that was never learned would stand out by its novelty: probability that a held-out sample of a
     * class without prototypes is more novel than one of the others (area under the ROC curve), averaged over classes.
     * The transform has seen the class, so a really new one may do a little worse. With it the share of samples of such
     * a class that are answered with "unknown".
     */
    NovelClass novelClass(SampleSet samples, List<String> classes, AnswerRule answers) {
        var sum = 0.0;
        var told = 0.0;
        for (var left : classes) {
            var rest = without(left);
            var novelty = novelty(factory.create(rest, rule, new float[0]), samples);
            told += unknown(rest, left, samples, novelty, answers);
            var wins = 0.0;
            var pairs = 0L;
            for (int i = 0; i < samples.size(); i++) {
                for (int j = 0; samples.labels().get(i).equals(left) && j < samples.size(); j++) {
                    if (!samples.labels().get(j).equals(left)) {
                        wins += novelty[i] > novelty[j] ? 1 : novelty[i] == novelty[j] ? 0.5 : 0;
                        pairs++;
                    }
                }
            }
            sum += pairs == 0 ? 0.5 : wins / pairs;
        }
        return new NovelClass(sum / classes.size(), told / classes.size());
    }

    private double unknown(SampleSet rest, String left, SampleSet samples, float[] novelty, AnswerRule answers) {
        var known = new float[samples.size()];
        int found = 0;
        for (int i = 0; i < known.length; i++) {
            if (!samples.labels().get(i).equals(left)) {
                known[found++] = novelty[i];
            }
        }
        var model = factory.create(rest, rule, Arrays.copyOf(known, found), answers);
        var result = new Classification(model.neighbours());
        int told = 0;
        for (int i = 0; i < known.length; i++) {
            if (samples.labels().get(i).equals(left)) {
                model.classify(samples.sample(i), result);
                told += result.unknown() ? 1 : 0;
            }
        }
        return found == known.length ? 0 : (double) told / (known.length - found);
    }

    private SampleSet without(String label) {
        var labels = new ArrayList<String>();
        var features = new float[prototypes.features().length];
        var dimension = prototypes.dimension();
        for (int i = 0; i < prototypes.size(); i++) {
            if (!prototypes.labels().get(i).equals(label)) {
                System.arraycopy(prototypes.features(), i * dimension, features, labels.size() * dimension, dimension);
                labels.add(prototypes.labels().get(i));
            }
        }
        return new SampleSet(labels, Arrays.copyOf(features, labels.size() * dimension), dimension);
    }

    private static float[] novelty(ClassifierModel model, SampleSet samples) {
        var result = new Classification(model.neighbours());
        var novelty = new float[samples.size()];
        for (int i = 0; i < novelty.length; i++) {
            model.classify(samples.sample(i), result);
            novelty[i] = (float) result.novelty();
        }
        return novelty;
    }

    private static float[] distancesToMean(SampleSet samples) {
        var dimension = samples.dimension();
        var mean = new double[dimension];
        for (int i = 0; i < samples.features().length; i++) {
            mean[i % dimension] += samples.features()[i] / (double) samples.size();
        }
        var distances = new float[samples.size()];
        for (int row = 0; row < distances.length; row++) {
            var squares = 0.0;
            for (int i = 0; i < dimension; i++) {
                var difference = samples.features()[row * dimension + i] - mean[i];
                squares += difference * difference;
            }
            distances[row] = (float) Math.sqrt(squares);
        }
        return distances;
    }
}
