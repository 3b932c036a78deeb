package org.tinylcm.math.cluster;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/** Chooses few points that stand for many. */
public final class Representatives {

    private Representatives() {
    }

    /**
     * The medoid, then again and again the point that is farthest from all chosen ones (Gonzalez, "Clustering to
     * minimize the maximum intercluster distance", 1985), among the {@code core} share of points that lie nearest to
     * the others: without that limit the method would collect the outliers.
     *
     * @param members indices into the table
     * @param count how many to choose at most
     * @param core share of members that may be chosen, greater than 0, at most 1
     * @return chosen members, medoid first
     */
    public static int[] choose(DistanceTable table, int[] members, int count, double core) {
        if (members.length == 0 || count < 1) {
            return new int[0];
        }
        var candidates = central(table, members, Math.max(Math.min(count, members.length),
                (int) Math.ceil(core * members.length)));
        int wanted = Math.min(count, candidates.length);
        var chosen = new int[wanted];
        var gap = new float[candidates.length];
        Arrays.fill(gap, Float.POSITIVE_INFINITY);
        int next = 0;
        for (int c = 0; c < wanted; c++) {
            chosen[c] = candidates[next];
            gap[next] = -1;
            for (int i = 0; i < candidates.length; i++) {
                gap[i] = Math.min(gap[i], table.between(candidates[i], chosen[c]));
            }
            gap[next] = -1;
            next = farthest(gap);
        }
        return chosen;
    }

    /** The members nearest to the others, nearest first. */
    private static int[] central(DistanceTable table, int[] members, int count) {
        var means = IntStream.of(members).mapToDouble(member -> table.meanTo(member, members)).toArray();
        return IntStream.range(0, members.length).boxed()
                .sorted(Comparator.<Integer>comparingDouble(i -> means[i]).thenComparingInt(i -> members[i]))
                .limit(count)
                .mapToInt(i -> members[i])
                .toArray();
    }

    private static int farthest(float[] gap) {
        int best = 0;
        for (int i = 1; i < gap.length; i++) {
            if (gap[i] > gap[best]) {
                best = i;
            }
        }
        return best;
    }
}
