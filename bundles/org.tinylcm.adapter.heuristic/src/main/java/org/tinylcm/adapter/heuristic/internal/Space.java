package org.tinylcm.adapter.heuristic.internal;

import java.util.List;
import org.tinylcm.math.cluster.DistanceTable;
import org.tinylcm.model.NeighbourRule.Metric;

/**
 * Lays samples out for the metric that the classifier uses. For {@link Metric#COSINE} vectors are scaled to length 1
 * and compared by euclidean distance, which orders pairs in the same way: |a-b|² = 2 · (1 - cos).
 */
record Space(Metric metric, int dimension) {

    DistanceTable table(List<float[]> samples) {
        var block = new float[samples.size() * dimension];
        for (int i = 0; i < samples.size(); i++) {
            System.arraycopy(samples.get(i), 0, block, i * dimension, dimension);
            if (metric == Metric.COSINE) {
                scaleToOne(block, i * dimension);
            }
        }
        return metric == Metric.MANHATTAN
                ? DistanceTable.manhattan(block, samples.size(), dimension)
                : DistanceTable.euclidean(block, samples.size(), dimension);
    }

    boolean accepts(float[] sample) {
        if (sample.length != dimension) {
            return false;
        }
        for (float value : sample) {
            if (!Float.isFinite(value)) {
                return false;
            }
        }
        return true;
    }

    private void scaleToOne(float[] block, int from) {
        double square = 0;
        for (int i = from; i < from + dimension; i++) {
            square += (double) block[i] * block[i];
        }
        double norm = Math.sqrt(square);
        for (int i = from; norm > 0 && i < from + dimension; i++) {
            block[i] /= (float) norm;
        }
    }
}
