package org.tinylcm.adapter.heuristic.internal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.tinylcm.classify.Prototype;
import org.tinylcm.math.cluster.DistanceTable;

/** The known classes: indices of their prototypes in the table of distances, by label. */
record Classes(Map<String, int[]> members) {
    /** How the labels begin that no person has confirmed yet. */
    static final String PSEUDO = "novel-";

    /** @param offset index of the first known prototype in the table */
    static Classes of(List<Prototype> known, int offset) {
        var byLabel = new TreeMap<String, List<Integer>>();
        for (int i = 0; i < known.size(); i++) {
            byLabel.computeIfAbsent(known.get(i).label(), label -> new ArrayList<>()).add(offset + i);
        }
        var members = new TreeMap<String, int[]>();
        byLabel.forEach((label, list) -> members.put(label, list.stream().mapToInt(Integer::intValue).toArray()));
        return new Classes(members);
    }

    /** All known prototypes, except those of one class (null: of none). */
    int[] allBut(String label) {
        return members.entrySet().stream().filter(entry -> !entry.getKey().equals(label))
                .flatMapToInt(entry -> Arrays.stream(entry.getValue())).toArray();
    }

    /**
     * The unconfirmed class that a cluster belongs to: the one that is nearest to it on average of all known classes,
     * if average linkage would have joined the two.
     */
    Optional<String> home(DistanceTable table, int[] cluster, double cut) {
        String nearest = null;
        double least = Double.POSITIVE_INFINITY;
        for (var entry : members.entrySet()) {
            double mean = Arrays.stream(cluster).mapToDouble(i -> table.meanTo(i, entry.getValue())).average()
                    .orElse(Double.POSITIVE_INFINITY);
            if (mean < least) {
                least = mean;
                nearest = entry.getKey();
            }
        }
        boolean same = nearest != null && nearest.startsWith(PSEUDO) && least <= cut;
        return same ? Optional.of(nearest) : Optional.empty();
    }
}
