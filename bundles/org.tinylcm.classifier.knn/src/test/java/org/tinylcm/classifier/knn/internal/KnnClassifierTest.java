package org.tinylcm.classifier.knn.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.tinylcm.classify.Classification;
import org.tinylcm.classify.ModelChange;
import org.tinylcm.classify.ModelChange.AddPrototypes;
import org.tinylcm.classify.ModelChange.RemoveLabel;
import org.tinylcm.classify.ModelChange.RemoveSamples;
import org.tinylcm.classify.ModelChange.RenameLabel;
import org.tinylcm.classify.ModelChange.UseOnly;
import org.tinylcm.classify.Prototype;
import org.tinylcm.classify.Prototype.Origin;
import org.tinylcm.model.Backbone;
import org.tinylcm.model.Calibration;
import org.tinylcm.model.GoldenSample;
import org.tinylcm.model.LinearTransform;
import org.tinylcm.model.ModelPack;
import org.tinylcm.model.NeighbourRule;
import org.tinylcm.model.NeighbourRule.Metric;
import org.tinylcm.model.SampleSet;
import org.tinylcm.state.ComponentState;

class KnnClassifierTest {
    private static final NeighbourRule RULE = new NeighbourRule(3, Metric.EUCLIDEAN, false);

    private final KnnClassifier classifier = classifier(new Limits(4, 10));

    @Test
    void proposingChangesNothingUntilItIsAdopted() {
        var old = classifier.model();
        var candidate = classifier.propose(List.of(add("c", 100, 101, 102)));
        assertThat(classifier.model()).isSameAs(old);
        assertThat(old.sizes()).isEqualTo(Map.of("a", 3, "b", 3));
        assertThat(candidate.sizes()).isEqualTo(Map.of("a", 3, "b", 3, "c", 3));
        classifier.adopt(candidate);
        assertThat(label(101)).isEqualTo("c");
        classifier.adopt(old);
        assertThat(label(101)).isEqualTo("b");
    }

    /** Original: a burst of one class evicted the others, the initial ones included. */
    @Test
    void aBurstOfOneClassNeverEvictsAnotherNorThePack() {
        adopt(add("c", 100, 101));
        for (int i = 0; i < 50; i++) {
            adopt(add("d", 200 + i));
        }
        assertThat(classifier.model().sizes()).isEqualTo(Map.of("a", 3, "b", 3, "c", 2, "d", 4));
        assertThat(classifier.model().prototypes()).filteredOn(prototype -> prototype.label().equals("d"))
                .extracting(prototype -> prototype.features()[0]).containsExactly(246f, 247f, 248f, 249f);
        assertThat(classifier.model().prototypes()).filteredOn(prototype -> prototype.origin() == Origin.PACK)
                .hasSize(6);
    }

    @Test
    void beyondTheTotalTheClassWithMostGivesUpItsOldest() {
        adopt(add("c", 1, 2, 3, 4), add("d", 5, 6, 7, 8), add("e", 9, 10));
        adopt(add("f", 11, 12));
        assertThat(classifier.model().sizes())
                .isEqualTo(Map.of("a", 3, "b", 3, "c", 3, "d", 3, "e", 2, "f", 2));
    }

    @Test
    void aBatchLargerThanTheQuotaIsCondensedToWhatDiffersMost() {
        adopt(add("c", 100, 100.1f, 100.2f, 110, 110.1f, 120, 120.1f, 130, 130.1f, 130.2f));
        assertThat(classifier.model().prototypes()).filteredOn(prototype -> prototype.label().equals("c"))
                .extracting(prototype -> Math.round(prototype.features()[0] / 10)).containsExactly(10, 11, 12, 13);
    }

    @Test
    void addingTheSameSamplesTwiceChangesNothing() {
        adopt(add("c", 100, 101, 100));
        adopt(add("c", 100, 101));
        adopt(add("a", 0));
        assertThat(classifier.model().sizes()).isEqualTo(Map.of("a", 3, "b", 3, "c", 2));
    }

    @Test
    void aPersonsWordOutranksAGuess() {
        adopt(add("novel-1", 100, 101));
        adopt(new AddPrototypes("shoe", List.of(point(100)), Origin.FEEDBACK));
        assertThat(classifier.model().sizes()).isEqualTo(Map.of("a", 3, "b", 3, "novel-1", 1, "shoe", 1));
    }

    @Test
    void aPersonsLaterWordOutranksTheEarlierOne() {
        adopt(new AddPrototypes("shoe", List.of(point(100), point(101)), Origin.FEEDBACK));
        adopt(new AddPrototypes("bag", List.of(point(100)), Origin.FEEDBACK));
        assertThat(classifier.model().sizes()).isEqualTo(Map.of("a", 3, "b", 3, "shoe", 1, "bag", 1));
    }

    @Test
    void onlyWhatAPersonSaidUnderThatLabelIsTakenBack() {
        adopt(add("novel-1", 100), new AddPrototypes("shoe", List.of(point(7), point(8)), Origin.FEEDBACK));
        var known = classifier.model().prototypes().get(0);
        adopt(new RemoveSamples(known.label(), List.of(known.features())), new RemoveSamples("novel-1",
                List.of(point(100))), new RemoveSamples("bag", List.of(point(8))), new RemoveSamples("shoe",
                List.of(point(7), point(9))));
        assertThat(classifier.model().sizes()).isEqualTo(Map.of("a", 3, "b", 3, "novel-1", 1, "shoe", 1));
    }

    @Test
    void renamingToAnExistingClassMakesThemOne() {
        adopt(add("novel-1", 100, 101));
        adopt(new RenameLabel("novel-1", "b"));
        assertThat(classifier.model().sizes()).isEqualTo(Map.of("a", 3, "b", 5));
        adopt(new RenameLabel("b", "beta"));
        assertThat(classifier.model().sizes()).isEqualTo(Map.of("a", 3, "beta", 5));
    }

    @Test
    void removingAClassKeepsWhatCameFromThePack() {
        adopt(add("a", 5), add("c", 100));
        adopt(new RemoveLabel("a"), new RemoveLabel("c"));
        assertThat(classifier.model().sizes()).isEqualTo(Map.of("a", 3, "b", 3));
    }

    @Test
    void thePacksOwnMayRestAndComeBack() {
        adopt(new RenameLabel("a", "x"), add("c", 100, 101));
        var others = List.of(new Prototype("d", new float[] {0, 0}, Origin.LABEL, 1));
        adopt(new UseOnly(others, false));
        assertThat(classifier.model().sizes()).isEqualTo(Map.of("d", 1));
        assertThat(classifier.model().prototypes()).singleElement()
                .satisfies(one -> assertThat(one.origin()).isEqualTo(Origin.LABEL));
        assertThat(label(101)).isEqualTo("d");
        refused("there is no class 'x'", new RenameLabel("x", "y"));
        var state = classifier.saveState();
        assertThat(state.version()).isEqualTo(2);
        var other = classifier(new Limits(4, 10));
        other.restoreState(state);
        assertThat(other.model().sizes()).isEqualTo(Map.of("d", 1));
        other.adopt(other.propose(List.of(new UseOnly(List.of(), true))));
        assertThat(other.model().sizes()).isEqualTo(Map.of("x", 3, "b", 3));
        assertThat(other.saveState().version()).isEqualTo(1);
    }

    @Test
    void anExchangeKeepsTheTotalAndRefusesWhatIsNotItsOwn() {
        var many = new ArrayList<Prototype>();
        for (int i = 0; i < 12; i++) {
            many.add(new Prototype("d", new float[] {i, 0}, Origin.LABEL, i));
        }
        adopt(new UseOnly(many, true));
        assertThat(classifier.model().sizes()).isEqualTo(Map.of("a", 3, "b", 3, "d", 10));
        refused("origin PACK", new UseOnly(List.of(new Prototype("d", new float[] {1, 1}, Origin.PACK, 1)), true));
        refused("features", new UseOnly(List.of(new Prototype("d", new float[] {1}, Origin.LABEL, 1)), true));
        refused("finite", new UseOnly(List.of(new Prototype("d", new float[] {Float.NaN, 1}, Origin.LABEL, 1)), true));
    }

    @Test
    void refusesWhatDoesNotFit() {
        refused("a sample has 3 features, the model needs 2",
                new AddPrototypes("c", List.of(new float[3]), Origin.FEEDBACK));
        refused("feature 1 of a sample is not finite",
                new AddPrototypes("c", List.of(new float[] {0, Float.NaN}), Origin.FEEDBACK));
        refused("there is no class 'x'", new RenameLabel("x", "y"));
        refused("there is no class 'x'", new RemoveLabel("x"));
        refused("'unknown' stands for no class and cannot be one", add("unknown", 1));
        refused("a label must have", add(" ", 1));
        refused("a label must have", new RenameLabel("a", "new\nline"));
        refused("only a model pack can", new AddPrototypes("c", List.of(point(1)), Origin.PACK));
        assertThatThrownBy(() -> classifier.adopt(classifier(new Limits(4, 10)).model()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    /** Original: part of the settings was not saved, and snapshots held nothing of the classifier. */
    @Test
    void stateComesBackCompletelyAndHoldsOnlyWhatThePackDoesNot() {
        adopt(add("c", 100, 101), new AddPrototypes("d", List.of(point(7)), Origin.FEEDBACK),
                new RenameLabel("a", "alpha"), new RenameLabel("c", "b"));
        var state = classifier.saveState();
        assertThat(state.vector("added")).hasSize(3 * 2);
        var other = classifier(new Limits(4, 10));
        other.restoreState(state);
        assertThat(other.model().sizes()).isEqualTo(classifier.model().sizes());
        assertThat(other.model().prototypes()).usingRecursiveComparison()
                .isEqualTo(new ArrayList<>(classifier.model().prototypes()));
        var twice = other.saveState();
        assertThat(twice.values()).isEqualTo(state.values());
        assertThat(twice.vector("added")).containsExactly(state.vector("added"));
    }

    @Test
    void aStateOfAnotherModelIsRefusedAndNothingChanges() {
        adopt(add("c", 100));
        var state = classifier.saveState();
        var model = classifier.model();
        refusedState(state, "model", "other");
        refusedState(state, "dimension", 3L);
        refusedState(state, "labels", List.of("c", "d"));
        refusedState(state, "labels", List.of("\n"));
        refusedState(state, "origins", List.of("PACK"));
        refusedState(state, "origins", List.of("WHATEVER"));
        refusedState(state, "addedAt", "soon");
        refusedState(state, "renamed", 7L);
        assertThatThrownBy(() -> classifier.restoreState(new ComponentState(3, state.values(), state.vectors())))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> classifier.restoreState(new ComponentState(1, state.values(),
                Map.of("added", new float[] {Float.NaN, 0})))).isInstanceOf(IllegalArgumentException.class);
        assertThat(classifier.model()).isSameAs(model);
    }

    /** Whatever a damaged state holds: it is refused with one exception, or it gives a model that works. */
    @Test
    void damagedStatesNeverDoHarm() {
        adopt(add("c", 100, 101), new RenameLabel("a", "alpha"));
        var good = classifier.saveState();
        var random = new Random(15);
        Object[] junk = {null, 1L, -1L, Double.NaN, "", "x".repeat(200), List.of(), List.of(1L, 2L), Map.of(),
            Map.of("a", "\u0000"), List.of("a", "b"), true};
        for (int round = 0; round < 3_000; round++) {
            var values = new HashMap<>(good.values());
            var keys = new ArrayList<>(new TreeSet<>(values.keySet()));
            values.put(keys.get(random.nextInt(keys.size())), junk[random.nextInt(junk.length)]);
            var vectors = Map.of("added", new float[random.nextInt(6)]);
            try {
                classifier.restoreState(new ComponentState(1, values, random.nextBoolean() ? vectors
                        : good.vectors()));
            } catch (IllegalArgumentException refused) {
                assertThat(refused.getMessage()).isNotBlank();
            }
            label(3);
        }
    }

    @Test
    void anotherRuleScoresTheKnownAgain() {
        var wide = new KnnClassifier(new Pack(), new NeighbourRule(1, Metric.MANHATTAN, true), new Limits(4, 10));
        var result = new Classification(1);
        wide.model().classify(point(50), result);
        assertThat(result.familiarity()).isEqualTo(1 / 3.0);
        wide.model().classify(point(1), result);
        assertThat(result.familiarity()).isEqualTo(1);
        assertThat(wide.modelId()).isEqualTo("id");
        assertThat(wide.stateName()).isEqualTo("classifier");
    }

    /** Original: configuration keys were read and then ignored. */
    @Test
    void theConfigurationIsObeyed() {
        assertThat(new KnnClassifier(config(Map.of()), new Pack()).model().neighbours()).isEqualTo(3);
        var strict = new KnnClassifier(config(Map.of("k", 2, "metric", "manhattan", "weighting", "distance",
                "class_quota", 1, "max_added", 1)), new Pack());
        strict.adopt(strict.propose(List.of(add("c", 100, 101), add("d", 200))));
        assertThat(strict.model().sizes()).isEqualTo(Map.of("a", 3, "b", 3, "d", 1));
        var result = new Classification(2);
        strict.model().classify(new float[] {-1, 1}, result);
        assertThat(result.count()).isEqualTo(2);
        assertThat(result.neighbourDistance(0)).isEqualTo(2);
        strict.model().classify(new float[] {6.5f, 0}, result);
        assertThat(result.neighbourLabel(0)).isEqualTo("b");
    }

    private static KnnClassifier.Config config(Map<String, Object> values) {
        var type = KnnClassifier.Config.class;
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type},
                (proxy, method, arguments) -> values.getOrDefault(method.getName(), method.getDefaultValue())));
    }

    private void refused(String message, ModelChange change) {
        assertThatThrownBy(() -> classifier.propose(List.of(change))).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }

    private void refusedState(ComponentState good, String key, Object value) {
        var values = new HashMap<>(good.values());
        values.put(key, value);
        assertThatThrownBy(() -> classifier.restoreState(new ComponentState(1, values, good.vectors())))
                .as(key).isInstanceOf(IllegalArgumentException.class);
    }

    private void adopt(ModelChange... changes) {
        classifier.adopt(classifier.propose(List.of(changes)));
    }

    private String label(float x) {
        var result = new Classification(3);
        classifier.model().classify(point(x), result);
        return result.label();
    }

    private static AddPrototypes add(String label, float... xs) {
        var samples = new ArrayList<float[]>();
        for (float x : xs) {
            samples.add(point(x));
        }
        return new AddPrototypes(label, samples, Origin.ADAPTATION);
    }

    private static float[] point(float x) {
        return new float[] {x, 0};
    }

    private static KnnClassifier classifier(Limits limits) {
        return new KnnClassifier(new Pack(), RULE, limits);
    }

    /** Class a at 0, 1, 2 and class b at 10, 11, 12. */
    private static final class Pack implements ModelPack {
        private final SampleSet prototypes = new SampleSet(List.of("a", "a", "a", "b", "b", "b"),
                new float[] {0, 0, 1, 0, 2, 0, 10, 0, 11, 0, 12, 0}, 2);
        private final SampleSet holdout = new SampleSet(List.of("a", "b"), new float[] {1, 1, 12, 2}, 2);

        @Override
        public String id() {
            return "id";
        }

        @Override
        public String name() {
            return "name";
        }

        @Override
        public String version() {
            return "1";
        }

        @Override
        public List<String> labels() {
            return List.of("a", "b");
        }

        @Override
        public Optional<Backbone> backbone() {
            return Optional.empty();
        }

        @Override
        public LinearTransform transform() {
            return new LinearTransform(new float[2], new float[] {1, 1}, new float[4], 2);
        }

        @Override
        public NeighbourRule neighbourRule() {
            return RULE;
        }

        @Override
        public SampleSet prototypes() {
            return prototypes;
        }

        @Override
        public SampleSet holdout() {
            return holdout;
        }

        @Override
        public Calibration calibration() {
            return new Calibration(Map.of(Calibration.KNN_DISTANCE, new float[] {1, 2, 3}), 1000, Map.of());
        }

        @Override
        public List<GoldenSample> goldenSamples() {
            return List.of();
        }
    }
}
