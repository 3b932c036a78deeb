package org.tinylcm.extractor.tflite.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tinylcm.feature.InputStatistic;
import org.tinylcm.feature.Stage;
import org.tinylcm.frame.Payload;
import org.tinylcm.input.BadInputException;
import org.tinylcm.model.Backbone;
import org.tinylcm.model.ImageInput;
import org.tinylcm.model.ImageInput.Fit;

class EngineTest {
    private static final int[] NOISE = new SplittableRandom(1).ints(64, 0, 1 << 24).toArray();
    private static final ImageInput UNIT = new ImageInput(8, 8, Fit.STRETCH, 0, 255);
    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void computesFloatNetworks(boolean xnnpack) {
        var settings = Engines.xnnpack(xnnpack);
        for (boolean halfWeights : new boolean[] {false, true}) {
            var file = Engines.file(folder, TestModels.floatNetwork(halfWeights));
            float[] whole = features(settings, Engines.backbone(file, "", 2, UNIT, settings), 2);
            float[] inner = features(settings, Engines.backbone(file, "conv", 2, UNIT, settings), 2);
            float[] first = features(settings, Engines.backbone(file, "pool", 3, UNIT, settings), 3);
            assertThat(whole).containsExactly(expected(), within(1e-4f));
            assertThat(inner).containsExactly(expected(), within(1e-4f));
            assertThat(first).containsExactly(new float[] {mean(16), mean(8), mean(0)}, within(1e-4f));
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void computesInt8Networks(boolean xnnpack) {
        var settings = Engines.xnnpack(xnnpack);
        var file = Engines.file(folder, TestModels.int8Network());
        float[] features = features(settings, Engines.backbone(file, "", 2, UNIT, settings), 2);
        assertThat(features).containsExactly(expected(), within(0.02f));
    }

    @Test
    void computesUint8Networks() {
        var file = Engines.file(folder, TestModels.uint8Network());
        var input = new ImageInput(8, 8, Fit.STRETCH, 100, 127.5f);
        float[] features = features(Settings.DEFAULT, Engines.backbone(file, "", 3, input, Settings.DEFAULT), 3);
        for (int c = 0; c < 3; c++) {
            assertThat(features[c]).isCloseTo((mean(16 - 8 * c) * 255 - 100) / 127.5f, within(0.01f));
        }
    }

    @Test
    void computesFloat16Networks() {
        var file = Engines.file(folder, TestModels.float16Network());
        for (var tensor : new String[] {"", "same"}) {
            float[] features = features(Settings.DEFAULT,
                    Engines.backbone(file, tensor, 3, UNIT, Settings.DEFAULT), 3);
            assertThat(features).containsExactly(new float[] {mean(16), mean(8), mean(0)}, within(1e-3f));
        }
    }

    @Test
    void takesPicturesOfAnotherSizeWhereTheGraphAllowsIt() {
        var file = Engines.file(folder, TestModels.floatNetwork(false));
        var input = new ImageInput(24, 16, Fit.STRETCH, 0, 255);
        float[] features = features(Settings.DEFAULT, Engines.backbone(file, "", 2, input, Settings.DEFAULT), 2);
        assertThat(features).containsExactly(expected(), within(0.05f));
        var fixed = Engines.file(folder, TestModels.float16Network());
        assertThatExceptionOfType(BadInputException.class)
                .isThrownBy(() -> features(Settings.DEFAULT,
                        Engines.backbone(fixed, "", 3, input, Settings.DEFAULT), 3))
                .withMessageContaining("trial run: the runtime failed at allocating the tensors");
    }

    @Test
    void saysWhatThePictureIsLike() {
        var file = Engines.file(folder, TestModels.uint8Network());
        var input = new ImageInput(8, 8, Fit.STRETCH, 100, 127.5f);
        var statistics = new float[InputStatistic.values().length];
        try (var network = Engines.engine(folder, Settings.DEFAULT)
                .open(Engines.backbone(file, "", 3, input, Settings.DEFAULT), "id")) {
            network.extract(Engines.frame(8, 8, NOISE), new float[3], stage -> { });
            assertThat(network.inputStatistics(statistics)).isTrue();
        }
        double luma = 255 * (0.299 * mean(16) + 0.587 * mean(8) + 0.114 * mean(0));
        assertThat((double) statistics[InputStatistic.BRIGHTNESS.ordinal()]).isCloseTo(luma, within(0.01));
        assertThat(statistics[InputStatistic.CONTRAST.ordinal()]).isBetween(20f, 80f);
        assertThat(statistics[InputStatistic.SHARPNESS.ordinal()]).isGreaterThan(4);
    }

    @Test
    void saysWhatAModelOffers() {
        var file = Engines.file(folder, TestModels.floatNetwork(true));
        var info = Engines.engine(folder, Settings.DEFAULT).inspect(file, "conv");
        assertThat(info.width()).isEqualTo(8);
        assertThat(info.inputType()).isEqualTo("float32");
        assertThat(info.dimension()).isEqualTo(2);
        assertThat(info.tensors()).containsExactly("pool", "conv", "dead", "out");
        assertThat(info.runtime()).isEqualTo("2.20.0 xnnpack");
    }

    @Test
    void dropsWhatTheFeatureDoesNotNeed() {
        var graph = TestModels.floatNetwork(false);
        var cut = GraphCut.to(graph, "conv", "model");
        assertThat(cut.tensors()).extracting(Graph.Tensor::name)
                .containsExactly("in", "pool", "weights", "bias", "conv");
        assertThat(cut.operators()).hasSize(2);
    }

    @Test
    void refusesWhatDoesNotFitThePack() {
        var file = Engines.file(folder, TestModels.floatNetwork(false));
        var good = Engines.backbone(file, "", 2, UNIT, Settings.DEFAULT);
        refused(new Backbone(file, "00" + good.sha256().substring(2), "", 2, UNIT, good.runtime()),
                "content: does not have the SHA-256 that the pack names");
        refused(new Backbone(file, good.sha256(), "", 3, UNIT, good.runtime()),
                "tensor out: has 2 features, the pack says 3");
        refused(new Backbone(file, good.sha256(), "nothing", 2, UNIT, good.runtime()),
                "tensor nothing: there is none of this name");
        refused(new Backbone(file, good.sha256(), "", 2, UNIT, "2.18.0 plain"),
                "runtime: the pack was calibrated with 2.18.0 plain, this device has 2.20.0 xnnpack: rebuild the pack,"
                        + " or set accept.other.runtime");
        refused(new Backbone(folder.resolve("none"), good.sha256(), "", 2, UNIT, good.runtime()), "cannot be read");
    }

    private void refused(Backbone backbone, String message) {
        assertThatExceptionOfType(BadInputException.class)
                .isThrownBy(() -> Engines.engine(folder, Settings.DEFAULT).open(backbone, "id"))
                .withMessageContaining(message);
    }

    @Test
    void tellsTheTimesAndRefusesBadFrames() {
        var file = Engines.file(folder, TestModels.floatNetwork(false));
        var stages = new ArrayList<Stage>();
        try (var network = Engines.engine(folder, Settings.DEFAULT)
                .open(Engines.backbone(file, "", 2, UNIT, Settings.DEFAULT), "id")) {
            assertThat(network.modelId()).isEqualTo("id");
            network.extract(Engines.frame(8, 8, NOISE), new float[2], stages::add);
            assertThat(stages).containsExactly(Stage.DECODE, Stage.PREPROCESS, Stage.MODEL);
            assertThatExceptionOfType(BadInputException.class)
                    .isThrownBy(() -> network.extract(Engines.frame(new Payload.Vector(new float[2])), new float[2],
                            stages::add))
                    .withMessage("frame.png: payload: is a vector, but the model pack expects pictures");
            assertThatExceptionOfType(BadInputException.class)
                    .isThrownBy(() -> network.extract(Engines.frame(new Payload.EncodedImage(new byte[9])),
                            new float[2], stages::add));
        }
    }

    @Test
    void mayBeClosedWhileAFrameIsInside() throws Exception {
        var file = Engines.file(folder, TestModels.floatNetwork(false));
        var backbone = Engines.backbone(file, "", 2, UNIT, Settings.DEFAULT);
        var engine = Engines.engine(folder, Settings.DEFAULT);
        var frame = Engines.frame(8, 8, NOISE);
        var thread = Executors.newSingleThreadExecutor();
        for (int i = 0; i < 20; i++) {
            var network = engine.open(backbone, "id");
            var started = new CountDownLatch(3);
            var loop = thread.submit(() -> {
                while (true) {
                    network.extract(frame, new float[2], stage -> started.countDown());
                }
            });
            started.await();
            network.close();
            network.close();
            assertThatExceptionOfType(ExecutionException.class).isThrownBy(loop::get)
                    .withCauseInstanceOf(IllegalStateException.class);
            assertThatIllegalStateException()
                    .isThrownBy(() -> network.extract(frame, new float[2], stage -> { }));
        }
        thread.shutdown();
    }

    @Test
    void readsNoModelThatIsTooLarge() throws Exception {
        var d = Settings.DEFAULT;
        var small = new Settings(1, true, false, 1024, d.imageLimits(), d.trialSeconds(), d.trialMegabytes());
        var file = folder.resolve("large.tflite");
        Files.write(file, new byte[1025]);
        assertThatExceptionOfType(BadInputException.class)
                .isThrownBy(() -> Engines.engine(folder, small).inspect(file, ""))
                .withMessage("large.tflite: size: is more than 1024 bytes");
    }

    private float[] features(Settings settings, Backbone backbone, int dimension) {
        var features = new float[dimension];
        try (var network = Engines.engine(folder, settings).open(backbone, "id")) {
            network.extract(Engines.frame(8, 8, NOISE), features, stage -> { });
        }
        return features;
    }

    private static float mean(int shift) {
        double sum = 0;
        for (int rgb : NOISE) {
            sum += rgb >> shift & 0xff;
        }
        return (float) (sum / NOISE.length / 255);
    }

    private static float[] expected() {
        return new float[] {mean(16) + 2 * mean(8) + 3 * mean(0), 0.5f - mean(16)};
    }
}
