package org.tinylcm.classifier.knn.internal;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.tinylcm.classify.Prototype;
import org.tinylcm.classify.Prototype.Origin;
import org.tinylcm.model.SampleSet;

/**
 * The prototypes: the pack's own first, in the pack's order, then the added ones, oldest first. The pack's own may
 * rest: then they are not among them, but not lost. Immutable.
 */
final class Memory {
    private final SampleSet pack;
    private final List<String> packLabels;
    private final boolean packRests;
    private final int dimension;
    private final float[] rows;
    private final String[] labels;
    private final int[] classes;
    private final Prototype[] added;

    private Memory(SampleSet pack, List<String> packLabels, boolean packRests, float[] rows, String[] labels,
            Prototype[] added) {
        this.pack = pack;
        this.packLabels = List.copyOf(packLabels);
        this.packRests = packRests;
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
        return new Memory(pack, pack.labels(), false, pack.features(), pack.labels().toArray(String[]::new),
                new Prototype[0]);
    }

    /** The same pack under other names, in use or at rest, and with other added ones. */
    Memory with(List<String> names, boolean rests, List<Prototype> others) {
        int first = rests ? 0 : pack.size();
        var block = Arrays.copyOf(rests ? new float[0] : pack.features(), (first + others.size()) * dimension);
        var all = Arrays.copyOf(rests ? new String[0] : names.toArray(String[]::new), first + others.size());
        for (int i = 0; i < others.size(); i++) {
            System.arraycopy(others.get(i).features(), 0, block, (first + i) * dimension, dimension);
            all[first + i] = others.get(i).label();
        }
        return new Memory(pack, names, rests, block, all, others.toArray(Prototype[]::new));
    }

    boolean packRests() {
        return packRests;
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

    /** Present names of the pack's own, whether they rest or not. */
    List<String> packLabels() {
        return packLabels;
    }

    List<Prototype> added() {
        return List.of(added);
    }

    Prototype prototype(int index) {
        int first = packRests ? 0 : pack.size();
        return index < first ? new Prototype(labels[index], pack.sample(index), Origin.PACK, 0) : added[index - first];
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
