package org.tinylcm.pack.internal.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tinylcm.frame.Payload;
import org.tinylcm.feature.InputStatistic;
import org.tinylcm.input.BadInputException;
import org.tinylcm.model.Calibration;
import org.tinylcm.model.ImageInput;
import org.tinylcm.model.ModelPack;
import org.tinylcm.model.NeighbourRule;
import org.tinylcm.pack.internal.AverageExtractor;
import org.tinylcm.pack.internal.NaiveKnn;
import org.tinylcm.pack.internal.fit.Distances;
import org.tinylcm.pack.internal.fit.TransformFit;
import org.tinylcm.pack.internal.format.BackboneStore;
import org.tinylcm.pack.internal.format.PackReader;

class PackBuilderTest {
    @TempDir
    Path folder;
    private final List<String> notes = new ArrayList<>();
    private final PackBuilder builder = new PackBuilder(new AverageExtractor(), new NaiveKnn(),
            new CalibratedThresholds(), "builder 1");

    @Test
    void buildsAPackFromATable() throws IOException {
        var result = build(table(3, 100, 5), 4, "a");
        var pack = read(result);
        assertThat(pack.id()).isEqualTo(result.id());
        assertThat(pack.labels()).containsExactly("class A", "class B", "class C");
        assertThat(pack.backbone()).isEmpty();
        assertThat(pack.transform().inputDimension()).isEqualTo(5);
        assertThat(pack.transform().outputDimension()).isEqualTo(4);
        assertThat(pack.prototypes().size()).isEqualTo(60);
        assertThat(pack.holdout().size()).isEqualTo(90);
        assertThat(pack.calibration().figures().get("accuracy")).isGreaterThan(0.95);
        assertThat(pack.calibration().figures().get("novel-class-auroc")).isGreaterThan(0.8);
        assertThat(Arrays.stream(result.confusion()).mapToInt(row -> IntStream.of(row).sum())).containsOnly(30);
        var golden = pack.goldenSamples().get(0);
        var raw = ((Payload.Vector) golden.payload()).values();
        assertThat(TransformFit.apply(pack.transform(), raw)).isEqualTo(golden.features());
        assertThat(pack.goldenSamples()).hasSize(5);
    }

    @Test
    void scoresHeldOutSamplesAgainstPrototypesOnly() throws IOException {
        var pack = read(build(table(3, 100, 5), 4, "a"));
        var novelty = pack.calibration().scores().get(Calibration.KNN_DISTANCE);
        for (int i = 0; i < pack.holdout().size(); i++) {
            var sample = pack.holdout().sample(i);
            var distances = IntStream.range(0, pack.prototypes().size()).mapToDouble(p -> Distances.between(
                    NeighbourRule.Metric.EUCLIDEAN, sample, 0, pack.prototypes().features(), 4 * p, 4)).sorted();
            assertThat((double) novelty[i]).isCloseTo(distances.limit(5).average().orElseThrow(), within(1e-4));
        }
        assertThat(pack.calibration().scores()).containsOnlyKeys(Calibration.KNN_DISTANCE, Calibration.CONFIDENCE,
                Calibration.FEATURE_DISTANCE, Calibration.DIVERSITY);
    }

    @Test
    void confidenceIsTheShareOfRightAnswersAndUnknownKeepsItsShare() throws IOException {
        // Two classes that overlap: votes alone promise too much.
        var result = build(table(2, 1000, 0.3), 4, "a");
        assertThat(result.figures().get("calibration-error-of-scores")).isGreaterThan(0.08);
        assertThat(result.figures().get("calibration-error")).isLessThan(0.05);
        assertThat(result.figures().get("unknown-share")).isBetween(0.0, 0.025);
        assertThat(result.reliability().bins().stream().mapToInt(Reliability.Bin::samples).sum()).isEqualTo(600);
        var confidence = read(result).calibration().scores().get(Calibration.CONFIDENCE);
        assertThat((double) confidence[3]).isEqualTo(result.verdicts().get(3).confidence(), within(1e-6));
    }

    @Test
    void givesTheSameBytesForTheSameSeedOnly() throws IOException {
        var table = table(4, 60, 3);
        var first = Files.readAllBytes(build(table, 5, "a").options().out());
        assertThat(Files.readAllBytes(build(table, 5, "b").options().out())).isEqualTo(first);
        var other = builder.build(options(table, 5, "c", 2), new Notes());
        assertThat(Files.readAllBytes(other.options().out())).isNotEqualTo(first);
    }

    @Test
    void saysWhenThereAreFewerComponentsThanWanted() throws IOException {
        assertThat(build(table(3, 20, 5), 64, "a").components()).isEqualTo(5);
        assertThat(notes).contains("5 components instead of 64: the samples give no more");
    }

    @Test
    void keepsABoundedNumberOfHeldOutSamples() throws IOException {
        var result = build(table(2, 1500, 2), 2, "a");
        assertThat(result.verdicts()).hasSize(900);
        assertThat(read(result).holdout().size()).isEqualTo(PackBuilder.MAX_HOLDOUT);
    }

    @Test
    void buildsAPackFromPicturesAndNamesThoseItSkips() throws IOException {
        pictures("red", Color.RED, 10);
        pictures("blue & <b>", Color.BLUE, 10);
        Files.writeString(folder.resolve("images/red/zz.jpg"), "no picture");
        var result = builder.build(options(images(), 6, "a", 1), new Notes());
        var pack = read(result);
        assertThat(pack.labels()).containsExactly("blue & <b>", "red");
        assertThat(pack.backbone().orElseThrow().input().fit()).isEqualTo(ImageInput.Fit.CROP);
        assertThat(pack.backbone().orElseThrow().file()).hasContent("network");
        assertThat(pack.calibration().figures()).containsEntry("accuracy", 1.0);
        assertThat(pack.goldenSamples().get(0).name()).isEqualTo("golden/0.png");
        for (var statistic : InputStatistic.values()) {
            assertThat(pack.calibration().scores().get(statistic.score())).hasSize(pack.holdout().size())
                    .doesNotContain(0f);
        }
        assertThat(notes).contains("skipped red/zz.jpg: content: must be a picture");
        assertThat(result.samples().refusals()).hasSize(1);
    }

    @Test
    void refusesSamplesThatMakeNoPack() throws IOException {
        pictures("red", Color.RED, 3);
        Files.createDirectories(folder.resolve("images/empty"));
        refused(images(), "empty: folder: has no picture");
        Files.writeString(folder.resolve("images/empty/a.jpg"), "no picture");
        refused(images(), "class 'empty': samples: must be at least 2");
        for (int i = 0; i < 8; i++) {
            Files.writeString(folder.resolve("images/empty/" + i + ".jpg"), "no picture");
        }
        refused(images(), "9 of 12 cannot be used");
        refused(new PackOptions.Images(folder.resolve("none"), folder, "", 0, 1, ImageInput.Fit.CROP),
                "must be a folder");
        refused(vectors("label,x\na,1\na,1\na,1\n"), "same features");
        refused(vectors("label,x\na,1\na,2\nb,1\n"), "class 'b': samples: must be at least 2");
        refused(vectors("x,y\n1,2\n2,3\n"), "must be in a column 'label'");
        refused(vectors("label,x\nunknown,1\nunknown,2\nunknown,3\n"), "and not 'unknown'");
    }

    private void refused(PackOptions.Source source, String... rules) {
        assertThatThrownBy(() -> builder.build(options(source, 4, "bad", 1), new Notes()))
                .isInstanceOf(BadInputException.class)
                .satisfies(e -> assertThat(List.of(rules)).anyMatch(e.getMessage()::contains));
        assertThat(folder.resolve("bad.tlcm")).doesNotExist();
    }

    private BuildResult build(Path table, int components, String name) throws IOException {
        return builder.build(options(table, components, name, 1), new Notes());
    }

    private PackOptions options(Path table, int components, String name, long seed) {
        return options(new PackOptions.Vectors(table, "label"), components, name, seed);
    }

    private PackOptions options(PackOptions.Source source, int components, String name, long seed) {
        return new PackOptions(source, components, 20, 0.3, 1000, 0.01,
                new NeighbourRule(5, NeighbourRule.Metric.EUCLIDEAN, false), false, seed, "test", "1", folder.resolve(
                        name + ".tlcm"));
    }

    private Path table(int classes, int perClass, double distance) throws IOException {
        return Tables.gaussian(folder.resolve("t.csv"), classes, perClass, distance);
    }

    private PackOptions.Vectors vectors(String text) throws IOException {
        return new PackOptions.Vectors(Files.writeString(folder.resolve("v.csv"), text), "label");
    }

    private PackOptions.Images images() throws IOException {
        var network = Files.writeString(folder.resolve("net.tflite"), "network");
        return new PackOptions.Images(folder.resolve("images"), network, "", 0, 255, ImageInput.Fit.CROP);
    }

    private void pictures(String label, Color colour, int count) throws IOException {
        var random = new SplittableRandom(label.hashCode());
        var target = Files.createDirectories(folder.resolve("images").resolve(label));
        for (int i = 0; i < count; i++) {
            var picture = new BufferedImage(16, 16, BufferedImage.TYPE_INT_RGB);
            for (int pixel = 0; pixel < 256; pixel++) {
                picture.setRGB(pixel % 16, pixel / 16, colour.getRGB() ^ random.nextInt() & 0x3f3f3f);
            }
            ImageIO.write(picture, "png", target.resolve(i + ".png").toFile());
        }
    }

    private ModelPack read(BuildResult result) throws IOException {
        return PackReader.read(result.options().out(), new BackboneStore(folder.resolve("models")));
    }

    private final class Notes implements Progress {
        @Override
        public void step(String phase, int done, int total) {
            assertThat(done).isPositive();
        }

        @Override
        public void note(String line) {
            notes.add(line);
        }
    }
}
