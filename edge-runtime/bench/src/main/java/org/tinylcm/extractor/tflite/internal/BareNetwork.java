package org.tinylcm.extractor.tflite.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.tinylcm.image.Pixels;
import org.tinylcm.image.Quantisation;
import org.tinylcm.image.TensorWriter;
import org.tinylcm.model.ImageInput;

/** For benchmarks: the interpreter alone, with the input and output code that the device has. */
public final class BareNetwork implements AutoCloseable {
    private final NativeModel model;
    private final InputWriter writer;
    private final OutputReader reader;
    private final ImageInput input;
    private final String inputType;
    private final float[] features;

    private BareNetwork(byte[] bytes, String origin, int threads, boolean xnnpack) {
        var graph = GraphReader.read(bytes, origin);
        var picture = graph.tensors().get(graph.inputs()[0]);
        var output = graph.tensors().get(graph.outputs()[0]);
        model = new NativeModel(bytes, picture.shape(), threads, xnnpack);
        input = input(picture);
        var type = TensorType.of(picture.type());
        inputType = type.name().toLowerCase(java.util.Locale.ROOT);
        writer = new InputWriter(new TensorWriter(input), type, quantisation(picture));
        features = new float[output.shape()[output.shape().length - 1]];
        reader = new OutputReader(features.length, TensorType.of(output.type()), quantisation(output));
    }

    public static BareNetwork open(Path file, int threads, boolean xnnpack) throws IOException {
        return new BareNetwork(Files.readAllBytes(file), String.valueOf(file.getFileName()), threads, xnnpack);
    }

    /** How to fill the input so that a pixel is stored as it is. */
    public ImageInput input() {
        return input;
    }

    public String inputType() {
        return inputType;
    }

    public int dimension() {
        return features.length;
    }

    /** Resizes and normalises into the input tensor. */
    public void fill(Pixels pixels) {
        writer.write(pixels, model.input());
    }

    /** The network alone. */
    public void invoke() {
        model.invoke();
    }

    /** The output as features. */
    public float[] features() {
        reader.read(model.output(), features);
        return features;
    }

    private static ImageInput input(Graph.Tensor picture) {
        var shape = picture.shape();
        var quantisation = quantisation(picture);
        float mean = 127.5f;
        float scale = 127.5f;
        if (quantisation != null) {
            mean = quantisation.zeroPoint() + (quantisation.signed() ? 128 : 0);
            scale = 1 / quantisation.scale();
        }
        return new ImageInput(shape[2], shape[1], ImageInput.Fit.STRETCH, mean, scale);
    }

    private static Quantisation quantisation(Graph.Tensor tensor) {
        boolean signed = tensor.type() == TensorType.INT8.code;
        if (!signed && tensor.type() != TensorType.UINT8.code) {
            return null;
        }
        var scale = tensor.scale();
        return scale == null ? new Quantisation(1, 0, signed)
                : new Quantisation(scale.scales()[0], (int) scale.zeroPoints()[0], signed);
    }

    @Override
    public void close() {
        model.close();
    }
}
