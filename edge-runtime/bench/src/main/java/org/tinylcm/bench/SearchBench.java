package org.tinylcm.bench;

import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.Blackhole;
import org.tinylcm.classifier.knn.internal.KnnFactory;
import org.tinylcm.classify.Classification;
import org.tinylcm.classify.ClassifierModel;
import org.tinylcm.math.kernel.Kernels;
import org.tinylcm.model.NeighbourRule;
import org.tinylcm.model.NeighbourRule.Metric;

/** One exact search of the five nearest; ours with vote, confidence and novelty. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class SearchBench {
    private static final int QUERIES = 64;

    /** Prototypes and queries. */
    @State(Scope.Thread)
    public abstract static class Data {
        @Param({"200"})
        public int rows;
        @Param({"EUCLIDEAN"})
        public Metric metric;

        float[] block;
        float[][] queries;
        private int next;

        @Setup
        public void setUp() throws Exception {
            block = Vectors.block(rows, 1);
            queries = Vectors.queries(QUERIES).toArray(float[][]::new);
            prepare();
        }

        abstract void prepare() throws Exception;

        int query() {
            return next++ % QUERIES;
        }
    }

    public static class Ours extends Data {
        ClassifierModel model;
        Classification into;

        @Override
        void prepare() throws Exception {
            model = new KnnFactory().create(Vectors.labelled(block),
                    new NeighbourRule(Vectors.NEIGHBOURS, metric, true), new float[0]);
            into = new Classification(Vectors.NEIGHBOURS);
            System.out.println("kernel " + Kernels.best().name());
            var ours = Searchers.ours(block, metric, queries);
            var right = Searchers.naive(block, metric, queries);
            for (int i = 0; i < Math.min(QUERIES, Math.max(2, 1_000_000 / rows)); i++) {
                if (!Arrays.equals(ours.nearest(i), right.nearest(i))) {
                    throw new IllegalStateException("query " + i + " does not have the neighbours of a double loop");
                }
            }
        }
    }

    /** Nothing but distances, and the five smallest of them. */
    public static class ByHand extends Data {
        /** Which loop of {@link HandWritten}. */
        @Param({"Distances", "SameDistances"})
        public String loop;
        private final int[] best = new int[Vectors.NEIGHBOURS];
        private Product product;
        private float[] distances;

        @Override
        void prepare() throws Exception {
            product = Projection.byHand(loop, block, null);
            distances = new float[rows];
            if (loop.equals("SameDistances")) {
                requireSameBits();
            }
            var right = Searchers.naive(block, Metric.EUCLIDEAN, queries);
            for (int i = 0; i < Math.min(QUERIES, Math.max(2, 1_000_000 / rows)); i++) {
                if (!Arrays.equals(nearest(i), right.nearest(i))) {
                    throw new IllegalStateException("query " + i + " does not have the neighbours of a double loop");
                }
            }
        }

        private void requireSameBits() {
            var expected = new float[rows];
            Kernels.scalar().squaredEuclideans(queries[0], block, 0, rows, Vectors.DIMENSION, expected);
            product.apply(queries[0], distances);
            if (!Arrays.equals(distances, expected)) {
                throw new IllegalStateException("the loop by hand does not have the arithmetic of the kernels");
            }
        }

        int[] nearest(int query) {
            product.apply(queries[query], distances);
            int found = 0;
            for (int row = 0; row < distances.length; row++) {
                if (found < best.length || distances[row] < distances[best[found - 1]]) {
                    int at = found < best.length ? found++ : found - 1;
                    for (; at > 0 && distances[row] < distances[best[at - 1]]; at--) {
                        best[at] = best[at - 1];
                    }
                    best[at] = row;
                }
            }
            return best;
        }
    }

    public static class Moa extends Data {
        Searchers.Searcher searcher;

        @Override
        void prepare() throws Exception {
            searcher = Searchers.moa(block, metric, queries);
        }
    }

    public static class Smile extends Data {
        Searchers.Searcher searcher;

        @Override
        void prepare() {
            searcher = Searchers.smile(block, metric, queries);
        }
    }

    public static class Weka extends Data {
        Searchers.Searcher searcher;

        @Override
        void prepare() throws Exception {
            searcher = Searchers.weka(block, metric, queries);
        }
    }

    @Benchmark
    public double ours(Ours data) {
        data.model.classify(data.queries[data.query()], data.into);
        return data.into.novelty();
    }

    @Benchmark
    public int[] byHand(ByHand data) {
        return data.nearest(data.query());
    }

    @Benchmark
    public Object moa(Moa data) throws Exception {
        return data.searcher.nearest(data.query());
    }

    @Benchmark
    public Object smile(Smile data) throws Exception {
        return data.searcher.nearest(data.query());
    }

    @Benchmark
    public Object weka(Weka data) throws Exception {
        return data.searcher.nearest(data.query());
    }

    /** Two blocks that fit into no cache. */
    @State(Scope.Thread)
    public static class Copy {
        static final long BYTES = 256L << 20;
        final float[] from = new float[(int) (BYTES / Float.BYTES)];
        final float[] to = new float[(int) (BYTES / Float.BYTES)];

        @Setup
        public void touch() {
            Arrays.fill(from, 1);
            Arrays.fill(to, 2);
        }
    }

    @Benchmark
    public void copy(Copy copy, Blackhole hole) {
        System.arraycopy(copy.from, 0, copy.to, 0, copy.from.length);
        hole.consume(copy.to);
    }
}
