package org.tinylcm.extractor.tflite.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import org.tinylcm.feature.FeatureExtractorFactory.BackboneInfo;
import org.tinylcm.image.ImageDecoder;
import org.tinylcm.image.Quantisation;
import org.tinylcm.image.TensorWriter;
import org.tinylcm.input.BadInputException;
import org.tinylcm.model.Backbone;

/** Model file to network: read, check, cut, write anew, try, load. */
final class Engine {
    private final Settings settings;
    private final TrialRunner trials;
    private final String runtime;

    Engine(Settings settings, TrialRunner trials, String runtime) {
        this.settings = settings;
        this.trials = trials;
        this.runtime = runtime;
    }

    static String runtime(Settings settings) {
        return NativeModel.runtimeVersion() + (settings.xnnpack() ? " xnnpack" : " plain");
    }

    BackboneInfo inspect(Path file, String featureTensor) {
        var origin = file.getFileName().toString();
        var graph = GraphReader.read(read(file, origin), origin);
        var cut = GraphCut.to(graph, featureTensor, origin);
        var input = cut.tensors().get(cut.inputs()[0]);
        var output = cut.tensors().get(cut.outputs()[0]);
        quantisation(input, origin);
        quantisation(output, origin);
        int dimension = dimension(output);
        trials.check(GraphWriter.write(cut), input.shape(), dimension, origin);
        return new BackboneInfo(input.shape()[2], input.shape()[1], name(input), GraphCut.candidates(graph), dimension,
                runtime);
    }

    ImageNetwork open(Backbone backbone, String modelId) {
        var origin = backbone.file().getFileName().toString();
        if (!backbone.runtime().equals(runtime) && !settings.acceptOtherRuntime()) {
            throw new BadInputException(origin, "runtime", "the pack was calibrated with " + backbone.runtime()
                    + ", this device has " + runtime + ": rebuild the pack, or set accept.other.runtime");
        }
        var bytes = read(backbone.file(), origin);
        if (!sha256(bytes).equalsIgnoreCase(backbone.sha256())) {
            throw new BadInputException(origin, "content", "does not have the SHA-256 that the pack names");
        }
        var cut = GraphCut.to(GraphReader.read(bytes, origin), backbone.featureTensor(), origin);
        var input = cut.tensors().get(cut.inputs()[0]);
        var output = cut.tensors().get(cut.outputs()[0]);
        int dimension = dimension(output);
        if (dimension != backbone.dimension()) {
            throw new BadInputException(origin, "tensor " + output.name(), "has " + dimension
                    + " features, the pack says " + backbone.dimension());
        }
        var encode = quantisation(input, origin);
        var decode = quantisation(output, origin);
        int[] shape = {1, backbone.input().height(), backbone.input().width(), 3};
        var model = GraphWriter.write(cut);
        trials.check(model, shape, dimension, origin);
        var writer = new InputWriter(new TensorWriter(backbone.input()), TensorType.of(input.type()), encode);
        var reader = new OutputReader(dimension, TensorType.of(output.type()), decode);
        return new ImageNetwork(modelId, load(model, shape, origin), new ImageDecoder(settings.imageLimits()), writer,
                reader);
    }

    private NativeModel load(byte[] model, int[] shape, String origin) {
        try {
            return new NativeModel(model, shape, settings.threads(), settings.xnnpack());
        } catch (IllegalStateException e) {
            // It worked in the trial: most likely there is no memory left.
            throw new BadInputException(origin, "model", e.getMessage(), e);
        }
    }

    private static int dimension(Graph.Tensor output) {
        return output.shape()[output.shape().length - 1];
    }

    private static String name(Graph.Tensor tensor) {
        return TensorType.of(tensor.type()).name().toLowerCase(Locale.ROOT);
    }

    /** Null for floating point; integers without a scale stand for themselves. */
    private static Quantisation quantisation(Graph.Tensor tensor, String origin) {
        boolean signed = tensor.type() == TensorType.INT8.code;
        if (!signed && tensor.type() != TensorType.UINT8.code) {
            return null;
        }
        var scale = tensor.scale();
        if (scale == null) {
            return new Quantisation(1, 0, signed);
        }
        try {
            if (scale.scales().length != 1) {
                throw new IllegalArgumentException("a picture or feature must have one scale");
            }
            long zeroPoint = scale.zeroPoints().length == 0 ? 0 : scale.zeroPoints()[0];
            return new Quantisation(scale.scales()[0], (int) zeroPoint, signed);
        } catch (IllegalArgumentException e) {
            throw new BadInputException(origin, "tensor " + tensor.name() + ", quantisation", e.getMessage(), e);
        }
    }

    private byte[] read(Path file, String origin) {
        try (var in = Files.newInputStream(file)) {
            var bytes = in.readNBytes(settings.maxModelBytes() + 1);
            if (bytes.length > settings.maxModelBytes()) {
                throw new BadInputException(origin, "size", "is more than " + settings.maxModelBytes() + " bytes");
            }
            return bytes;
        } catch (IOException e) {
            throw new BadInputException(origin, "file", "cannot be read (" + e.getMessage() + ")", e);
        }
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
