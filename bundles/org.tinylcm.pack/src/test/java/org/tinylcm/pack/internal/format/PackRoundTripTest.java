package org.tinylcm.pack.internal.format;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tinylcm.frame.Payload;
import org.tinylcm.model.AnswerRule;
import org.tinylcm.model.Calibration;
import org.tinylcm.model.ImageInput;
import org.tinylcm.model.NeighbourRule;

class PackRoundTripTest {
    @TempDir
    Path folder;

    @Test
    void aPackWithANetworkComesBack() throws IOException {
        var store = folder.resolve("models");
        var pack = PackReader.read(Packs.images(folder, "objects"), new BackboneStore(store));
        assertThat(pack.id()).matches("[0-9a-f]{64}");
        assertThat(pack.name()).isEqualTo("objects");
        assertThat(pack.version()).isEqualTo("1.2.0");
        assertThat(pack.labels()).containsExactly("cup", "Löffel & <b>");
        var backbone = pack.backbone().orElseThrow();
        assertThat(backbone.file()).hasContent("network of objects")
                .isEqualTo(store.resolve(backbone.sha256() + ".tflite"));
        assertThat(backbone.sha256()).isEqualTo(Digests.of(Files.readAllBytes(backbone.file())));
        assertThat(backbone.featureTensor()).isEqualTo("inner/add");
        assertThat(backbone.runtime()).isEqualTo("2.20.0 xnnpack");
        assertThat(backbone.input()).isEqualTo(new ImageInput(8, 4, ImageInput.Fit.CROP, 127.5f, 127.5f));
        assertThat(pack.transform().scale()).containsExactly(1, .5f, 2);
        assertThat(pack.transform().components()).containsExactly(1, 0, 0, 0, 1, 0);
        assertThat(pack.neighbourRule()).isEqualTo(new NeighbourRule(3, NeighbourRule.Metric.COSINE, true));
        assertThat(pack.prototypes().labels()).containsExactly("cup", "Löffel & <b>");
        assertThat(pack.holdout().features()).containsExactly(1, 0, 0, 1, .5f, .25f);
        assertThat(pack.calibration().scores().get(Calibration.KNN_DISTANCE)).containsExactly(1, 2, 3);
        assertThat(pack.calibration().averageRunLength()).isEqualTo(1000);
        assertThat(pack.calibration().figures()).containsEntry("accuracy", 0.875);
        assertThat(pack.calibration().answers())
                .isEqualTo(new AnswerRule(new double[] {.5, 1}, new double[] {.25, .75}, .02));
        var golden = pack.goldenSamples().get(0);
        assertThat(((Payload.EncodedImage) golden.payload()).bytes()).containsExactly(1, 2, 3);
        assertThat(golden.features()).containsExactly(6, 12);
    }

    @Test
    void aPackForVectorsComesBack() throws IOException {
        var pack = PackReader.read(Packs.vectors(folder, "sensors"), new BackboneStore(folder));
        assertThat(pack.backbone()).isEmpty();
        var golden = (Payload.Vector) pack.goldenSamples().get(0).payload();
        assertThat(golden.values()).containsExactly(7, 8, 9);
    }

    @Test
    void theSameDraftGivesTheSameBytesAndAnotherOneAnotherId() throws IOException {
        var first = Files.readAllBytes(Packs.images(folder, "a"));
        var id = PackReader.read(folder.resolve("a.tlcm"), new BackboneStore(folder)).id();
        assertThat(Files.readAllBytes(Packs.images(folder, "a"))).isEqualTo(first);
        assertThat(PackReader.read(Packs.vectors(folder, "a"), new BackboneStore(folder)).id()).isNotEqualTo(id);
    }

    @Test
    void ordinaryToolsCanReadIt() throws IOException {
        try (var zip = new ZipFile(Packs.images(folder, "objects").toFile())) {
            assertThat(zip.stream().map(entry -> entry.getName())).containsExactly("backbone.tflite", "golden.bin",
                    "golden/0.png", "holdout.bin", "pack.json", "prototypes.bin", "reference.json", "scores.bin",
                    "transform.bin");
            var network = zip.getInputStream(zip.getEntry("backbone.tflite")).readAllBytes();
            assertThat(new String(network)).isEqualTo("network of objects");
        }
    }

    @Test
    void aSignatureMayBeAddedWithoutChangingTheId() throws IOException {
        var file = Packs.vectors(folder, "sensors");
        var id = PackReader.read(file, new BackboneStore(folder)).id();
        var members = Packs.members(file);
        members.put(PackRules.SIGNATURE, new byte[64]);
        Packs.plain(members, file);
        assertThat(PackReader.read(file, new BackboneStore(folder)).id()).isEqualTo(id);
    }

    @Test
    void theStoreKeepsAGoodFileRepairsABadOneAndForgetsOldOnes() throws IOException {
        var store = new BackboneStore(folder.resolve("models"));
        var pack = Packs.images(folder, "objects");
        var network = PackReader.read(pack, store).backbone().orElseThrow();
        var written = Files.readAttributes(network.file(), "unix:ino").get("ino");
        PackReader.read(pack, store);
        assertThat(Files.readAttributes(network.file(), "unix:ino").get("ino")).isEqualTo(written);
        Files.writeString(network.file(), "damaged");
        PackReader.read(pack, store);
        assertThat(network.file()).hasContent("network of objects");
        Files.writeString(folder.resolve("models/network1.tmp"), "half");
        Files.writeString(folder.resolve("models/old.tflite"), "old");
        store.retain(Set.of(network.sha256()));
        assertThat(folder.resolve("models")).isDirectoryContaining(file -> file.equals(network.file()));
        try (var left = Files.list(folder.resolve("models"))) {
            assertThat(left).hasSize(1);
        }
    }
}
