package org.tinylcm.adapter.heuristic.internal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.tinylcm.math.cluster.DistanceTable;

/**
 * One candidate and its figures.
 *
 * @param members indices of the samples, by rising index
 * @param spread mean distance between two members
 * @param novelty median of the members' mean distance to their nearest known
 * @param separation median over the members of: mean distance to the nearest known / mean distance to the nearest of
 *         their own cluster
 */
record Cluster(int[] members, double spread, double novelty, double separation) {

    /**
     * Measures a group.
     *
     * @param known indices of the known points, and of the members of clusters that count as known already
     */
    static Cluster measure(DistanceTable table, int[] members, int[] known, int k) {
        var toKnown = new ArrayList<Double>();
        var ratios = new ArrayList<Double>();
        for (int member : members) {
            double far = table.nearest(member, known, k);
            double near = table.nearest(member, members, k);
            toKnown.add(far);
            ratios.add(near > 0 ? far / near : far > 0 ? Double.MAX_VALUE : 1);
        }
        return new Cluster(members, table.spread(members), KnownScale.median(toKnown),
                KnownScale.median(ratios));
    }

    boolean isNewClass(Rules rules, KnownScale scale) {
        return members.length >= rules.minCluster()
                && novelty >= scale.noveltyQuantile(rules.noveltyQuantile())
                && separation >= rules.separation();
    }

    Map<String, Double> figures(KnownScale scale) {
        return Map.of("size", (double) members.length, "spread", spread, "knownSpread", scale.spread(),
                "novelty", novelty, "knownNovelty", scale.noveltyQuantile(0.5), "separation", separation);
    }

    static int[] join(int[] a, int[] b) {
        var both = Arrays.copyOf(a, a.length + b.length);
        System.arraycopy(b, 0, both, a.length, b.length);
        return both;
    }

    static <T> List<T> pick(int[] indices, List<T> from) {
        return Arrays.stream(indices).mapToObj(from::get).toList();
    }
}
