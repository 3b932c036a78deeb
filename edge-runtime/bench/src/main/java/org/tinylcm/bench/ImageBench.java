package org.tinylcm.bench;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.tinylcm.image.ImageDecoder;
import org.tinylcm.image.ImageLimits;
import org.tinylcm.image.Pixels;
import org.tinylcm.image.Quantisation;
import org.tinylcm.image.TensorWriter;
import org.tinylcm.model.ImageInput;

/** From a JPEG of 640x480 to an input of 224x224. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@State(Scope.Thread)
public class ImageBench {
    @Param({"STRETCH"})
    public ImageInput.Fit fit;
    private final ImageDecoder decoder = new ImageDecoder(ImageLimits.DEFAULT);
    private final ImageDecoder other = new ImageDecoder(ImageLimits.DEFAULT);
    private final Quantisation quantisation = new Quantisation(1 / 255f, 0, false);
    private byte[] jpeg;
    private Pixels pixels;
    private TensorWriter writer;
    private byte[] bytes;
    private float[] floats;

    @Setup
    public void setUp() throws IOException {
        jpeg = Pictures.jpeg();
        pixels = decoder.decode(jpeg, "picture");
        writer = new TensorWriter(new ImageInput(224, 224, fit, 0, 255));
        bytes = new byte[writer.length()];
        floats = new float[writer.length()];
    }

    @Benchmark
    public byte[] uint8() {
        writer.write(pixels, bytes, quantisation);
        return bytes;
    }

    @Benchmark
    public float[] float32() {
        writer.write(pixels, floats);
        return floats;
    }

    @Benchmark
    public Pixels decode() {
        return other.decode(jpeg, "picture");
    }
}
