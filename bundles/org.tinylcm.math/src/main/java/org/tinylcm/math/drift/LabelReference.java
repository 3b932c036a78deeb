package org.tinylcm.math.drift;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.tinylcm.math.stat.JensenShannon;

/** How often each label came in a reference; while it is gathered and afterwards. */
final class LabelReference {
    private final Map<String, Integer> indices = new HashMap<>();
    private final int most;
    /** By index; the last one is "any other". */
    private final int[] counts;
    private int gathered;
    private double[][] terms;

    LabelReference(int most) {
        this.most = most;
        counts = new int[most + 1];
    }

    /** Counts a label; returns its index. */
    int gather(String label) {
        var index = indices.get(label);
        if (index == null) {
            index = indices.size() == most ? most : indices.size();
            if (index < most) {
                indices.put(label, index);
            }
        }
        counts[index]++;
        gathered++;
        return index;
    }

    int gathered() {
        return gathered;
    }

    /** Number of labels, "any other" included. */
    int size() {
        return indices.size() + 1;
    }

    /** Index of a label, that of "any other" for one that the reference lacks. */
    int index(String label) {
        var index = indices.get(label);
        return index == null ? indices.size() : index;
    }

    /** Ends the gathering: divergences can be told from here on. */
    void finish(int window) {
        var frequencies = frequencies();
        terms = new double[frequencies.length][window + 1];
        for (int i = 0; i < frequencies.length; i++) {
            for (int count = 0; count <= window; count++) {
                terms[i][count] = JensenShannon.term(frequencies[i], count / (double) window);
            }
        }
    }

    /** The threshold for a wished run length; takes milliseconds. To be asked after {@link #finish}. */
    double threshold(int window, double arl) {
        return LabelThreshold.of(frequencies(), gathered, terms, window, arl);
    }

    private double[] frequencies() {
        var frequencies = new double[size()];
        for (int i = 0; i < frequencies.length; i++) {
            var count = i < indices.size() ? counts[i] : counts[most];
            frequencies[i] = (count + 0.5) / (gathered + frequencies.length / 2.0);
        }
        return frequencies;
    }

    /** Divergence of a window with so many of each label, bits. */
    double divergence(int[] window) {
        double sum = 0;
        for (int i = 0; i < window.length; i++) {
            sum += terms[i][window[i]];
        }
        return Math.max(0, sum);
    }

    void save(Map<String, Object> state) {
        var labels = new String[indices.size()];
        indices.forEach((label, index) -> labels[index] = label);
        state.put("labels", List.of(labels));
        state.put("reference", Arrays.stream(counts, 0, labels.length).asLongStream().boxed().toList());
        state.put("other", (long) counts[most]);
    }

    /** @throws IllegalArgumentException this was not made by {@link #save} */
    static LabelReference of(SavedState saved, int most) {
        var labels = saved.texts("labels");
        var counted = saved.doubles("reference");
        var other = saved.number("other");
        SavedState.whole(counted, Integer.MAX_VALUE, "reference");
        var total = Arrays.stream(counted).sum() + other;
        if (labels.size() > most || labels.size() != counted.length || other < 0 || !(total <= 1e8)
                || labels.stream().distinct().count() != labels.size()) {
            throw new IllegalArgumentException("state has labels and counts that do not fit");
        }
        var reference = new LabelReference(most);
        for (int i = 0; i < counted.length; i++) {
            reference.indices.put(labels.get(i), i);
            reference.counts[i] = (int) counted[i];
        }
        reference.counts[most] = (int) other;
        reference.gathered = (int) total;
        return reference;
    }
}
