package org.tinylcm.math.cluster;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Agglomerative clustering with average linkage (UPGMA, Sokal and Michener 1958), by nearest-neighbour chains
 * (Benzécri 1982; Murtagh, "A survey of recent advances in hierarchical clustering algorithms", 1983): O(n²) time.
 *
 * <p>Why this and not a density method: two groups are joined only when their members are near each other <em>on
 * average</em>, so a thin bridge of outliers between two concepts does not make them one, and a stray point stays
 * alone; and the height of a merge is a mean distance, which can be compared with the spread of known classes. In a
 * few hundred dimensions densities hardly differ, mean distances still do.
 *
 * <p>Deterministic: of equal distances the one with the lower index counts.
 */
public final class AverageLinkage {

    /** Two groups, each named by one of its points, become one at a mean distance. */
    private record Merge(int a, int b, float height) {
    }

    private final int size;
    private final List<Merge> merges;

    private AverageLinkage(int size, List<Merge> merges) {
        this.size = size;
        this.merges = merges;
    }

    /** Builds the tree of merges over all points. */
    public static AverageLinkage of(DistanceTable table) {
        int n = table.size();
        var distances = table.copy();
        var weight = new int[n];
        Arrays.fill(weight, 1);
        var merges = new ArrayList<Merge>(Math.max(0, n - 1));
        var chain = new int[n];
        int length = 0;
        while (merges.size() < n - 1) {
            if (length == 0) {
                chain[length++] = firstAlive(weight);
            }
            int top = chain[length - 1];
            int before = length > 1 ? chain[length - 2] : -1;
            int next = nearest(distances, weight, n, top, before);
            if (next == before) {
                length -= 2;
                merges.add(new Merge(before, top, distances[before * n + top]));
                join(distances, weight, n, before, top);
            } else {
                chain[length++] = next;
            }
        }
        merges.sort(Comparator.comparingDouble(Merge::height));
        return new AverageLinkage(n, List.copyOf(merges));
    }

    /**
     * The groups that exist when everything nearer than {@code height} on average has been joined.
     *
     * @return indices of the points of each group in rising order; largest group first, then by lowest index
     */
    public List<int[]> cut(double height) {
        var forest = new Forest(size);
        for (var merge : merges) {
            if (merge.height() <= height) {
                forest.union(merge.a(), merge.b());
            }
        }
        return forest.groups();
    }

    /** The lowest cut at which one group holds at least this share of all points; 0 if a single point is enough. */
    public double heightHolding(double share) {
        int wanted = (int) Math.ceil(share * size);
        var forest = new Forest(size);
        if (wanted <= 1) {
            return 0;
        }
        for (var merge : merges) {
            if (forest.union(merge.a(), merge.b()) >= wanted) {
                return merge.height();
            }
        }
        throw new IllegalArgumentException("share must be at most 1, not " + share);
    }

    private static int firstAlive(int[] weight) {
        int at = 0;
        while (weight[at] == 0) {
            at++;
        }
        return at;
    }

    /** Prefers the point before in the chain among equals: otherwise a chain of equal distances would not end. */
    private static int nearest(float[] distances, int[] weight, int n, int from, int before) {
        int best = before;
        float least = before < 0 ? Float.POSITIVE_INFINITY : distances[from * n + before];
        for (int i = 0; i < n; i++) {
            if (i != from && weight[i] > 0 && (best < 0 || distances[from * n + i] < least)) {
                best = i;
                least = distances[from * n + i];
            }
        }
        return best;
    }

    /** Lance and Williams' update for average linkage; {@code kept} lives on, {@code gone} does not. */
    private static void join(float[] distances, int[] weight, int n, int kept, int gone) {
        float a = weight[kept];
        float b = weight[gone];
        for (int i = 0; i < n; i++) {
            if (i != kept && i != gone && weight[i] > 0) {
                float mean = (a * distances[kept * n + i] + b * distances[gone * n + i]) / (a + b);
                distances[kept * n + i] = mean;
                distances[i * n + kept] = mean;
            }
        }
        weight[kept] += weight[gone];
        weight[gone] = 0;
    }
}
