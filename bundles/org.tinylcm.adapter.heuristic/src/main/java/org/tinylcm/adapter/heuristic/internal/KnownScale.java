package org.tinylcm.adapter.heuristic.internal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.tinylcm.math.cluster.AverageLinkage;
import org.tinylcm.math.cluster.DistanceTable;

/**
 * The yardstick that the known classes give, so that no threshold depends on the unit of the features.
 *
 * @param height cut of the average-linkage tree at which a known class (the median one) is found as one cluster that
 *         holds {@value #HELD} of its prototypes
 * @param spread mean distance between two prototypes of a known class (the median one)
 * @param novelty mean distance of each prototype to its nearest others, sorted
 */
record KnownScale(double height, double spread, double[] novelty) {
    private static final double HELD = 0.8;
    /** Fewer prototypes say nothing of a class's spread. */
    private static final int LEAST_MEMBERS = 5;

    /** @return null if no class has enough prototypes to measure by */
    static KnownScale of(DistanceTable table, Classes classes, int k) {
        var heights = new ArrayList<Double>();
        var spreads = new ArrayList<Double>();
        for (var members : classes.members().values()) {
            if (members.length >= LEAST_MEMBERS) {
                heights.add(AverageLinkage.of(table.only(members)).heightHolding(HELD));
                spreads.add(table.spread(members));
            }
        }
        var known = classes.allBut(null);
        var novelty = Arrays.stream(known).mapToDouble(i -> table.nearest(i, known, k)).sorted().toArray();
        return heights.isEmpty() ? null : new KnownScale(median(heights), median(spreads), novelty);
    }

    /** The value that a share of the known lies below. */
    double noveltyQuantile(double share) {
        return novelty[(int) Math.min(novelty.length - 1L, Math.round(share * (novelty.length - 1)))];
    }

    static double median(List<Double> values) {
        var sorted = values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
