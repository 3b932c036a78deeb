package org.tinylcm.classifier.knn.internal;

import org.tinylcm.math.kernel.Kernels;
import org.tinylcm.math.kernel.VectorKernel;
import org.tinylcm.model.NeighbourRule.Metric;

/**
 * Exact search of the nearest rows of a block. Of equal distances the lower row comes first; a distance that is not a
 * number counts as infinite. Immutable.
 */
final class Search {
    private final VectorKernel kernel;
    private final Metric metric;
    private final float[] rows;
    private final int count;
    private final int dimension;
    /** 1/|row| for {@link Metric#COSINE}, 0 for a zero row; else empty. */
    private final float[] inverseNorms;

    Search(Metric metric, float[] rows, int count, int dimension) {
        this(Kernels.best(), metric, rows, count, dimension);
    }

    Search(VectorKernel kernel, Metric metric, float[] rows, int count, int dimension) {
        this.kernel = kernel;
        this.metric = metric;
        this.rows = rows;
        this.count = count;
        this.dimension = dimension;
        inverseNorms = new float[metric == Metric.COSINE ? count : 0];
        for (int i = 0; i < inverseNorms.length; i++) {
            inverseNorms[i] = inverse(kernel.dot(rows, i * dimension, rows, i * dimension, dimension));
        }
    }

    /** Fills the scratch's lists with the {@code k} nearest rows, nearest first. */
    void nearest(float[] query, int k, Scratch scratch) {
        scratch.clear(Math.min(k, count));
        float inverseNorm = metric == Metric.COSINE ? inverse(kernel.dot(query, 0, query, 0, dimension)) : 0;
        for (int from = 0; from < count; from += Scratch.CHUNK) {
            int size = Math.min(Scratch.CHUNK, count - from);
            switch (metric) {
                case EUCLIDEAN -> kernel.squaredEuclideans(query, rows, from, size, dimension, scratch.chunk);
                case MANHATTAN -> kernel.manhattans(query, rows, from, size, dimension, scratch.chunk);
                case COSINE -> cosines(query, inverseNorm, from, size, scratch.chunk);
            }
            scratch.offerChunk(from, size);
        }
        if (metric == Metric.EUCLIDEAN) {
            scratch.takeRoots();
        }
    }

    private void cosines(float[] query, float inverseNorm, int from, int size, float[] out) {
        kernel.dots(query, rows, from, size, dimension, out);
        for (int i = 0; i < size; i++) {
            float similarity = out[i] * inverseNorm * inverseNorms[from + i];
            out[i] = 1 - Math.max(-1, Math.min(1, similarity));
        }
    }

    private static float inverse(float squaredNorm) {
        return squaredNorm == 0 ? 0 : (float) (1 / Math.sqrt(squaredNorm));
    }
}
