package org.tinylcm.pack.internal;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.tinylcm.classify.Classification;
import org.tinylcm.classify.ClassifierFactory;
import org.tinylcm.classify.ClassifierModel;
import org.tinylcm.classify.Prototype;
import org.tinylcm.model.AnswerRule;
import org.tinylcm.model.NeighbourRule;
import org.tinylcm.model.SampleSet;
import org.tinylcm.pack.internal.fit.Distances;

/** The plainest classifier that keeps the contract, to build packs with in tests. */
public final class NaiveKnn implements ClassifierFactory {
    @Override
    public ClassifierModel create(SampleSet prototypes, NeighbourRule rule, float[] knownNovelty,
            AnswerRule answers) {
        return new Model(prototypes, rule, knownNovelty, answers);
    }

    private record Model(SampleSet set, NeighbourRule rule, float[] known, AnswerRule answers)
            implements ClassifierModel {
        @Override
        public int dimension() {
            return set.dimension();
        }

        @Override
        public int neighbours() {
            return rule.k();
        }

        @Override
        public SortedMap<String, Integer> sizes() {
            var sizes = new TreeMap<String, Integer>();
            set.labels().forEach(label -> sizes.merge(label, 1, Integer::sum));
            return sizes;
        }

        @Override
        public List<Prototype> prototypes() {
            return IntStream.range(0, set.size()).mapToObj(i -> new Prototype(set.labels().get(i), set.sample(i),
                    Prototype.Origin.PACK, 0)).toList();
        }

        @Override
        public void classify(float[] features, Classification into) {
            into.clear();
            var distances = new double[set.size()];
            for (int i = 0; i < distances.length; i++) {
                distances[i] = Distances.between(rule.metric(), features, 0, set.features(), i * set.dimension(),
                        set.dimension());
            }
            var nearest = IntStream.range(0, distances.length).boxed().sorted(Comparator.comparing(i -> distances[i]))
                    .limit(rule.k()).toList();
            var votes = new HashMap<String, Integer>();
            var sum = 0.0;
            for (var i : nearest) {
                into.addNeighbour(set.labels().get(i), (float) distances[i], i);
                votes.merge(set.labels().get(i), 1, Integer::sum);
                sum += distances[i];
            }
            var most = votes.values().stream().mapToInt(Integer::intValue).max().orElse(0);
            for (var i : nearest) {
                if (votes.get(set.labels().get(i)) == most) {
                    var novelty = sum / nearest.size();
                    var familiarity = known.length == 0 ? 1 : IntStream.range(0, known.length)
                            .filter(k -> known[k] >= novelty).count() / (double) known.length;
                    into.decide(set.labels().get(i), answers.confidence(most / (double) rule.k()), novelty,
                            familiarity, familiarity <= answers.unknownShare());
                    return;
                }
            }
        }
    }
}
