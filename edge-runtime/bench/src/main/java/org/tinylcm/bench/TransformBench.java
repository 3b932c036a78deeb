package org.tinylcm.bench;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.tinylcm.feature.FeatureTransformer;
import org.tinylcm.transformer.pca.internal.PcaTransformer;

/** Scaler and PCA of one frame, 1280 to 256 features. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class TransformBench {

    /** Input and output. */
    @State(Scope.Thread)
    public abstract static class Data {
        final Projection projection = new Projection();
        float[] raw;
        float[] features;

        @Setup
        public void setUp() throws Exception {
            raw = new Synthetic().raw(0);
            features = new float[Vectors.DIMENSION];
            prepare();
        }

        abstract void prepare() throws Exception;
    }

    public static class Ours extends Data {
        FeatureTransformer transformer;

        @Override
        void prepare() {
            transformer = new PcaTransformer(new Synthetic().pack());
        }
    }

    public static class Row extends Data {
        Product product;

        @Override
        void prepare() throws Exception {
            product = projection.byHand("ByRow");
        }
    }

    public static class Column extends Data {
        Product product;

        @Override
        void prepare() throws Exception {
            product = projection.byHand("ByColumn");
        }
    }

    public static class Smile extends Data {
        smile.feature.extraction.PCA pca;
        double[] wide;

        @Override
        void prepare() {
            pca = projection.smile();
            wide = Vectors.wide(raw, false);
        }
    }

    @Benchmark
    public float[] ours(Ours data) {
        data.transformer.transform(data.raw, data.features);
        return data.features;
    }

    @Benchmark
    public float[] byRow(Row data) {
        data.product.apply(data.raw, data.features);
        return data.features;
    }

    @Benchmark
    public float[] byColumn(Column data) {
        data.product.apply(data.raw, data.features);
        return data.features;
    }

    @Benchmark
    public double[] smile(Smile data) {
        return data.pca.apply(data.wide);
    }
}
