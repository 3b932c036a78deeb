package org.tinylcm.adaptation.internal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.tinylcm.classify.Prototype;
import org.tinylcm.classify.Prototype.Origin;
import org.tinylcm.state.ComponentState;

/**
 * Concepts as state: per concept a map of values, and two float blocks, {@code concept-N} with its labelled samples and
 * {@code others-N} with what else was learned in it. Of the present concept the latter is in the classifier's state.
 */
final class ConceptState {
    private static final String PRESENT = "present";
    private static final String FRESH = "fresh";
    private static final String EARLIER = "earlier";

    private ConceptState() {
    }

    static void write(Concepts state, Map<String, Object> values, Map<String, float[]> vectors) {
        var all = new ArrayList<Object>();
        all.add(map(state.present().with(List.of()), PRESENT, 0, vectors));
        all.add(map(state.fresh(), FRESH, 1, vectors));
        state.earlier().forEach(concept -> all.add(map(concept, EARLIER, all.size(), vectors)));
        values.put("concepts", all);
        values.put("conceptsNamed", state.named());
    }

    private static Map<String, Object> map(Remembered concept, String role, int number, Map<String, float[]> vectors) {
        vectors.put("concept-" + number, block(concept.labelled().stream().map(Labelled::features).toList()));
        vectors.put("others-" + number, block(concept.others().stream().map(Prototype::features).toList()));
        return Map.of("role", role, "name", concept.name(), "pack", concept.pack(), "returns", (long) concept.returns(),
                "labels", concept.labelled().stream().map(Labelled::label).toList(),
                "others", concept.others().stream().map(Prototype::label).toList(),
                "origins", concept.others().stream().map(one -> one.origin().name()).toList());
    }

    private static float[] block(List<float[]> samples) {
        int dimension = samples.isEmpty() ? 0 : samples.get(0).length;
        var block = new float[samples.size() * dimension];
        for (int i = 0; i < samples.size(); i++) {
            System.arraycopy(samples.get(i), 0, block, i * dimension, dimension);
        }
        return block;
    }

    /** @throws IllegalArgumentException it cannot be read */
    static Concepts read(ComponentState state) {
        var byRole = new HashMap<String, List<Remembered>>();
        var concepts = StateValues.maps(state.values(), "concepts");
        for (int i = 0; i < concepts.size(); i++) {
            byRole.computeIfAbsent(StateValues.text(concepts.get(i), "role"), role -> new ArrayList<>())
                    .add(concept(concepts.get(i), state, i));
        }
        return new Concepts(one(byRole, PRESENT), one(byRole, FRESH),
                byRole.getOrDefault(EARLIER, List.of()), (long) StateValues.number(state.values(), "conceptsNamed"));
    }

    private static Remembered one(Map<String, List<Remembered>> byRole, String role) {
        var all = byRole.getOrDefault(role, List.of());
        if (all.size() != 1) {
            throw new IllegalArgumentException("adaptation state has " + all.size() + " concepts '" + role
                    + "', not 1");
        }
        return all.get(0);
    }

    private static Remembered concept(Map<?, ?> map, ComponentState state, int number) {
        var labels = StateValues.texts(map, "labels");
        var samples = rows(state.vector("concept-" + number), labels.size());
        var labelled = new ArrayList<Labelled>();
        for (int i = 0; i < samples.size(); i++) {
            labelled.add(new Labelled(samples.get(i), labels.get(i), -1));
        }
        var names = StateValues.texts(map, "others");
        var origins = StateValues.texts(map, "origins");
        var rows = rows(state.vector("others-" + number), names.size());
        if (origins.size() != names.size()) {
            throw new IllegalArgumentException("adaptation state: others and origins of a concept do not match");
        }
        var others = new ArrayList<Prototype>();
        for (int i = 0; i < rows.size(); i++) {
            others.add(new Prototype(names.get(i), rows.get(i), Origin.valueOf(origins.get(i)), i + 1L));
        }
        return new Remembered(StateValues.text(map, "name"), StateValues.typed(map, "pack", Boolean.class), others,
                labelled, (int) StateValues.number(map, "returns"));
    }

    private static List<float[]> rows(float[] block, int count) {
        if (count == 0 ? block.length > 0 : block.length == 0 || block.length % count != 0) {
            throw new IllegalArgumentException("adaptation state: " + block.length + " values are not " + count
                    + " samples");
        }
        var rows = new ArrayList<float[]>(count);
        for (int i = 0; i < count; i++) {
            int dimension = block.length / count;
            rows.add(Arrays.copyOfRange(block, i * dimension, (i + 1) * dimension));
        }
        return rows;
    }
}
