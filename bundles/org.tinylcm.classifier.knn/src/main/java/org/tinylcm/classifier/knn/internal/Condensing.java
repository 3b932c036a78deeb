package org.tinylcm.classifier.knn.internal;

import java.util.List;
import java.util.stream.IntStream;
import org.tinylcm.math.cluster.DistanceTable;
import org.tinylcm.math.cluster.Representatives;

/**
 * Fewer samples of one class that still cover it: medoid, then farthest points, among the nine tenths that lie nearest
 * to the others, so that it does not collect outliers.
 */
final class Condensing {
    private static final double CORE = 0.9;
    /** The table of distances grows with the square. */
    private static final int MOST_CONSIDERED = 1000;

    private Condensing() {
    }

    /** @return at most {@code count} samples in their given order; all of them if they are not more */
    static List<float[]> toAtMost(int count, List<float[]> samples) {
        if (samples.size() <= count) {
            return samples;
        }
        var newest = samples.subList(Math.max(0, samples.size() - Math.max(count, MOST_CONSIDERED)), samples.size());
        int dimension = newest.get(0).length;
        var block = new float[newest.size() * dimension];
        for (int i = 0; i < newest.size(); i++) {
            System.arraycopy(newest.get(i), 0, block, i * dimension, dimension);
        }
        var table = DistanceTable.euclidean(block, newest.size(), dimension);
        var all = IntStream.range(0, newest.size()).toArray();
        return IntStream.of(Representatives.choose(table, all, count, CORE)).sorted().mapToObj(newest::get).toList();
    }
}
