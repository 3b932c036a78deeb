package org.tinylcm.classifier.knn.internal;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.tinylcm.classify.Prototype;
import org.tinylcm.classify.Prototype.Origin;
import org.tinylcm.model.SampleSet;

/** The prototypes: the pack's own first, in the pack's order, then the added ones, oldest first. Immutable. */
final class Memory {
    private final SampleSet pack;
    private final int dimension;
    private final float[] rows;
    private final String[] labels;
    private final int[] classes;
    private final Prototype[] added;

    private Memory(SampleSet pack, float[] rows, String[] labels, Prototype[] added) {
        this.pack = pack;
        this.dimension = pack.dimension();
        this.rows = rows;
        this.labels = labels;
        this.added = added;
        this.classes = number(labels);
    }

    /** @throws IllegalArgumentException a value is not finite */
    static Memory of(SampleSet pack) {
        for (int i = 0; i < pack.features().length; i++) {
            if (!Float.isFinite(pack.features()[i])) {
                throw new IllegalArgumentException("prototype " + i / pack.dimension() + " is not finite");
            }
        }
        return new Memory(pack, pack.features(), pack.labels().toArray(String[]::new), new Prototype[0]);
    }

    /** The same pack under other names, and with other added ones. */
    Memory with(List<String> packLabels, List<Prototype> others) {
        var block = Arrays.copyOf(pack.features(), (pack.size() + others.size()) * dimension);
        var names = Arrays.copyOf(packLabels.toArray(String[]::new), pack.size() + others.size());
        for (int i = 0; i < others.size(); i++) {
            System.arraycopy(others.get(i).features(), 0, block, (pack.size() + i) * dimension, dimension);
            names[pack.size() + i] = others.get(i).label();
        }
        return new Memory(pack, block, names, others.toArray(Prototype[]::new));
    }

    SampleSet pack() {
        return pack;
    }

    int size() {
        return labels.length;
    }

    int dimension() {
        return dimension;
    }

    /** All features, row-major; not to be written. */
    float[] rows() {
        return rows;
    }

    /** Number of the class of each prototype; equal for equal labels. Not to be written. */
    int[] classes() {
        return classes;
    }

    String label(int index) {
        return labels[index];
    }

    List<String> packLabels() {
        return List.of(labels).subList(0, pack.size());
    }

    List<Prototype> added() {
        return List.of(added);
    }

    Prototype prototype(int index) {
        return index < pack.size()
                ? new Prototype(labels[index], pack.sample(index), Origin.PACK, 0)
                : added[index - pack.size()];
    }

    SortedMap<String, Integer> sizes() {
        var sizes = new TreeMap<String, Integer>();
        for (var label : labels) {
            sizes.merge(label, 1, Integer::sum);
        }
        return sizes;
    }

    private static int[] number(String[] labels) {
        var numbers = new HashMap<String, Integer>();
        var classes = new int[labels.length];
        for (int i = 0; i < labels.length; i++) {
            classes[i] = numbers.computeIfAbsent(labels[i], label -> numbers.size());
        }
        return classes;
    }
}
