package org.tinylcm.adaptation.internal;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.tinylcm.classify.Classification;
import org.tinylcm.classify.ClassifierModel;
import org.tinylcm.classify.Prototype.Origin;
import org.tinylcm.model.ModelPack;
import org.tinylcm.model.SampleSet;

/** Judges models by the known samples that no classifier ever saw. */
final class Holdout {
    private final SampleSet samples;
    private final SampleSet packPrototypes;

    /**
     * @param accuracy share of held-out samples with the right label; 1 if there are none
     * @param confidence mean confidence; 0 if there are none
     */
    record Score(double accuracy, double confidence) {

        Map<String, Double> figures() {
            return Map.of("holdoutAccuracy", accuracy, "holdoutConfidence", confidence);
        }
    }

    Holdout(ModelPack pack) {
        samples = pack.holdout();
        packPrototypes = pack.prototypes();
    }

    int size() {
        return samples.size();
    }

    List<float[]> features() {
        return IntStream.range(0, samples.size()).mapToObj(samples::sample).toList();
    }

    Score score(ClassifierModel model) {
        var names = namesIn(model);
        var result = new Classification(model.neighbours());
        int right = 0;
        double confidence = 0;
        for (int i = 0; i < samples.size(); i++) {
            model.classify(samples.sample(i), result);
            right += result.label().equals(name(names, i)) ? 1 : 0;
            confidence += result.confidence();
        }
        int count = samples.size();
        return count == 0 ? new Score(1, 0) : new Score((double) right / count, confidence / count);
    }

    /**
     * The representatives that took no held-out sample away from its class: those that were among the neighbours of
     * none that the candidate gives to the new label but that belongs to a known one.
     */
    List<float[]> harmless(List<float[]> representatives, ClassifierModel candidate, String label) {
        var names = namesIn(candidate);
        var prototypes = candidate.prototypes();
        var harmful = new HashMap<Integer, float[]>();
        var result = new Classification(candidate.neighbours());
        for (int i = 0; i < samples.size(); i++) {
            candidate.classify(samples.sample(i), result);
            boolean stolen = result.label().equals(label) && !label.equals(name(names, i));
            for (int rank = 0; stolen && rank < result.count(); rank++) {
                if (result.neighbourLabel(rank).equals(label)) {
                    harmful.computeIfAbsent(result.neighbourPrototype(rank), p -> prototypes.get(p).features());
                }
            }
        }
        return representatives.stream()
                .filter(sample -> harmful.values().stream().noneMatch(bad -> Arrays.equals(bad, sample)))
                .toList();
    }

    private String name(Map<String, String> names, int sample) {
        var original = samples.labels().get(sample);
        return names.getOrDefault(original, original);
    }

    /** A person may have renamed a class of the pack: the model's prototypes from the pack tell its present name. */
    private Map<String, String> namesIn(ClassifierModel model) {
        var names = new HashMap<String, String>();
        var prototypes = model.prototypes();
        for (int i = 0; i < packPrototypes.size() && i < prototypes.size(); i++) {
            var original = packPrototypes.labels().get(i);
            if (!names.containsKey(original)) {
                var prototype = prototypes.get(i);
                names.put(original, prototype.origin() == Origin.PACK ? prototype.label() : original);
            }
        }
        return names;
    }
}
