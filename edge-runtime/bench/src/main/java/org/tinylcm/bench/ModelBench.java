package org.tinylcm.bench;

import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.tinylcm.extractor.tflite.internal.BareNetwork;
import org.tinylcm.image.ImageDecoder;
import org.tinylcm.image.ImageLimits;

/** One inference. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@State(Scope.Thread)
public class ModelBench {
    @Param({""})
    public String model;
    @Param({"1"})
    public int threads;
    @Param({"true"})
    public boolean xnnpack;
    private BareNetwork network;

    @Setup
    public void open() throws Exception {
        network = BareNetwork.open(Path.of(model), threads, xnnpack);
        network.fill(new ImageDecoder(ImageLimits.DEFAULT).decode(Pictures.jpeg(), "picture"));
    }

    @TearDown
    public void close() {
        network.close();
    }

    @Benchmark
    public void infer() {
        network.invoke();
    }
}
