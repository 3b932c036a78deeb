package org.tinylcm.classifier.knn.internal;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.tinylcm.classify.Prototype;
import org.tinylcm.classify.Prototype.Origin;
import org.tinylcm.state.ComponentState;

/**
 * A memory as state: only what differs from the pack, because the pack itself is on disk anyway. Added prototypes as
 * one float block, and the new names of the pack's classes.
 */
final class MemoryState {
    private static final int VERSION = 1;
    /** As {@link #VERSION}, but the pack's own prototypes rest. Written only then: others stay readable as before. */
    private static final int PACK_RESTS = 2;

    private MemoryState() {
    }

    static ComponentState save(String modelId, Memory memory) {
        var renamed = new HashMap<String, Object>();
        for (int i = 0; i < memory.pack().size(); i++) {
            var original = memory.pack().labels().get(i);
            if (!original.equals(memory.packLabels().get(i))) {
                renamed.put(original, memory.packLabels().get(i));
            }
        }
        var added = memory.added();
        var block = new float[added.size() * memory.dimension()];
        for (int i = 0; i < added.size(); i++) {
            System.arraycopy(added.get(i).features(), 0, block, i * memory.dimension(), memory.dimension());
        }
        return new ComponentState(memory.packRests() ? PACK_RESTS : VERSION, Map.of(
                "model", modelId,
                "dimension", (long) memory.dimension(),
                "renamed", renamed,
                "labels", added.stream().map(Prototype::label).toList(),
                "origins", added.stream().map(prototype -> prototype.origin().name()).toList(),
                "addedAt", added.stream().map(Prototype::addedAt).toList()), Map.of("added", block));
    }

    /** @throws IllegalArgumentException it is not the state of a memory of this pack */
    static Memory restore(ComponentState state, String modelId, Memory packOnly) {
        if (state.version() != VERSION && state.version() != PACK_RESTS) {
            throw new IllegalArgumentException("classifier state has version " + state.version() + ", not " + VERSION
                    + " or " + PACK_RESTS);
        }
        if (state.number("dimension") != packOnly.dimension() || !state.text("model").equals(modelId)) {
            throw new IllegalArgumentException("classifier state belongs to model " + state.text("model") + " with "
                    + state.number("dimension") + " features, not to " + modelId + " with " + packOnly.dimension());
        }
        var renamed = texts(map(state));
        var packLabels = packOnly.pack().labels().stream().map(label -> renamed.getOrDefault(label, label)).toList();
        packLabels.forEach(Labels::check);
        return packOnly.with(packLabels, state.version() == PACK_RESTS, prototypes(state, packOnly.dimension()));
    }

    private static List<Prototype> prototypes(ComponentState state, int dimension) {
        var labels = list(state, "labels", String.class);
        var origins = list(state, "origins", String.class);
        var addedAt = list(state, "addedAt", Number.class);
        var block = state.vector("added");
        if (origins.size() != labels.size() || addedAt.size() != labels.size()
                || block.length != (long) labels.size() * dimension) {
            throw new IllegalArgumentException("classifier state: labels, origins, addedAt and vectors do not match");
        }
        var prototypes = new ArrayList<Prototype>(labels.size());
        for (int i = 0; i < labels.size(); i++) {
            Labels.check(labels.get(i));
            var features = new float[dimension];
            System.arraycopy(block, i * dimension, features, 0, dimension);
            finite(features);
            prototypes.add(new Prototype(labels.get(i), features, origin(origins.get(i)), addedAt.get(i).longValue()));
        }
        return prototypes;
    }

    private static Origin origin(String name) {
        var origin = Origin.valueOf(name);
        if (origin == Origin.PACK) {
            throw new IllegalArgumentException("classifier state: an added prototype cannot be of origin PACK");
        }
        return origin;
    }

    private static void finite(float[] features) {
        for (float value : features) {
            if (!Float.isFinite(value)) {
                throw new IllegalArgumentException("classifier state: a vector is not finite");
            }
        }
    }

    private static Map<?, ?> map(ComponentState state) {
        if (state.values().get("renamed") instanceof Map<?, ?> map) {
            return map;
        }
        throw new IllegalArgumentException("classifier state has no map 'renamed'");
    }

    private static Map<String, String> texts(Map<?, ?> map) {
        var texts = new HashMap<String, String>();
        map.forEach((from, to) -> texts.put(String.valueOf(from), String.valueOf(to)));
        return texts;
    }

    private static <T> List<T> list(ComponentState state, String key, Class<T> type) {
        if (state.values().get(key) instanceof List<?> list && list.stream().allMatch(type::isInstance)) {
            return list.stream().map(type::cast).toList();
        }
        throw new IllegalArgumentException("classifier state has no list '" + key + "'");
    }
}
