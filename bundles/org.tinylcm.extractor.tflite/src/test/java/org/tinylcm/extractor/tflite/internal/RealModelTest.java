package org.tinylcm.extractor.tflite.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tinylcm.model.ImageInput;

/** With the int8 MobileNetV2 of the original system, where there is one. */
class RealModelTest {
    private static final ImageInput INPUT = new ImageInput(224, 224, ImageInput.Fit.STRETCH, 0, 255);
    private final Path model = Path.of(System.getProperty("tinylcm.test.model", ""));
    @TempDir
    private Path folder;

    @BeforeEach
    void needsTheModel() {
        assumeTrue(Files.isRegularFile(model), "left out: -Dtinylcm.test.model names no file");
    }

    @Test
    void everyInnerTensorCanBeTheFeature() {
        var engine = Engines.engine(folder, Settings.DEFAULT);
        var info = engine.inspect(model, "");
        assertThat(info.dimension()).isEqualTo(1280);
        assertThat(info.inputType()).isEqualTo("uint8");
        assertThat(info.tensors()).hasSizeGreaterThan(50);
        for (int i = 0; i < info.tensors().size(); i += 16) {
            var tensor = info.tensors().get(i);
            int dimension = engine.inspect(model, tensor).dimension();
            var backbone = Engines.backbone(model, tensor, dimension, INPUT, Settings.DEFAULT);
            try (var network = engine.open(backbone, "id")) {
                var features = new float[dimension];
                network.extract(Engines.frame(300, 200, 0x123456, 0xfedcba, 0x808080), features, stage -> { });
                assertThat(features).doesNotContain(Float.NaN);
            }
        }
    }

    @Test
    void xnnpackAndThePlainKernelsNearlyAgree() {
        float[] fast = features(true);
        float[] plain = features(false);
        double dot = 0;
        double a = 0;
        double b = 0;
        for (int i = 0; i < fast.length; i++) {
            dot += fast[i] * plain[i];
            a += fast[i] * fast[i];
            b += plain[i] * plain[i];
        }
        assertThat(dot / Math.sqrt(a * b)).isGreaterThan(0.98);
    }

    private float[] features(boolean xnnpack) {
        var settings = Engines.xnnpack(xnnpack);
        var backbone = Engines.backbone(model, "", 1280, INPUT, settings);
        try (var network = Engines.engine(folder, settings).open(backbone, "id")) {
            var features = new float[1280];
            network.extract(Engines.frame(640, 480, 0x123456, 0xfedcba, 0x808080), features, stage -> { });
            return features;
        }
    }
}
