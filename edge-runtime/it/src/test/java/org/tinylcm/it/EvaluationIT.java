package org.tinylcm.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code evaluate} as its user starts it, on small streams of vectors: Gaussian classes in 64 dimensions. */
class EvaluationIT {
    private static final int DIMENSION = 64;
    private static final int KNOWN = 5;
    private static final String NOVEL = "class-5";

    @TempDir
    static Path folder;

    private static final SplittableRandom RANDOM = new SplittableRandom(64);
    private static final float[][] CENTRES = new float[KNOWN + 1][DIMENSION];
    private static Path pack;

    @BeforeAll
    static void buildPack() throws Exception {
        for (var centre : CENTRES) {
            for (int i = 0; i < DIMENSION; i++) {
                centre[i] = (float) RANDOM.nextGaussian();
            }
        }
        var training = new ArrayList<String>();
        training.add(features() + "label");
        for (int i = 0; i < 200 * KNOWN; i++) {
            training.add(sample(i % KNOWN, 0) + "class-" + i % KNOWN);
        }
        var csv = Files.write(folder.resolve("training.csv"), training);
        pack = folder.resolve("gauss.tlcm");
        start("pack", 0, "pack", "--vectors", csv.toString(), "--metric", "euclidean", "--out", pack.toString());
    }

    @Test
    void aNovelClassIsReportedWithItsAdaptationAndTheSameAgain() throws Exception {
        var rows = new ArrayList<String>();
        known(rows, "known", 150, 0);
        for (int i = 0; i < 120; i++) {
            rows.add(sample(KNOWN, 0) + NOVEL + ",novel");
        }
        known(rows, "known again", 100, 0);
        var report = evaluate("novel", rows);
        var novel = segment(report, 1);
        assertThat(novel.get("kind").getAsString()).isEqualTo("changed");
        assertThat(novel.get("firstOnsetDelay").getAsInt()).isBetween(0, 10);
        assertThat(novel.get("accuracyWithoutAdaptation").getAsDouble()).isZero();
        assertThat(novel.get("accuracy").getAsDouble()).isGreaterThan(0.5);
        assertThat(report.getAsJsonObject("novelty").getAsJsonObject("auroc").keySet())
                .containsExactly("cosine", "euclidean", "manhattan");
        var adaptation = report.getAsJsonArray("adaptations").get(0).getAsJsonObject();
        assertThat(adaptation.get("meaning").getAsString()).isEqualTo(NOVEL);
        assertThat(adaptation.get("outcome").getAsString()).isEqualTo("accepted");
        assertThat(Files.readString(folder.resolve("novel/report.html"))).contains("<svg", "knn-distance")
                .doesNotContain("<script", "http:", "https:");
        var once = Files.readString(folder.resolve("novel/report.json"));
        evaluate("novel", rows);
        assertThat(Files.readString(folder.resolve("novel/report.json"))).isEqualTo(once);
    }

    @Test
    void aShiftOfTheMeanIsFoundAndQuietStreamsAreRepeatedInOtherOrders() throws Exception {
        var rows = new ArrayList<String>();
        known(rows, "known", 200, 0);
        known(rows, "shifted", 80, 0.6f);
        var report = evaluate("shift", rows, "--no-adaptation", "--repeat", "1", "--seed", "7");
        assertThat(segment(report, 1).get("missed").getAsBoolean()).isFalse();
        assertThat(segment(report, 1).getAsJsonArray("onsets")).isNotEmpty();
        assertThat(report.getAsJsonArray("adaptations")).isEmpty();
        assertThat(report.getAsJsonObject("novelty").getAsJsonObject("auroc").get("cosine"))
                .matches(JsonElement::isJsonNull);
        assertThat(report.getAsJsonArray("repeats").get(0).getAsJsonObject().get("seed").getAsLong()).isEqualTo(7);
    }

    @Test
    void aStreamThatBreaksARuleIsRefusedByNameAndLine() throws Exception {
        var stream = Files.write(folder.resolve("bad.csv"), List.of("a,b,label,segment", "1,2,class-0"));
        assertThat(start("bad", 1, "evaluate", "--pack", pack.toString(), "--stream", stream.toString(), "--out",
                folder.resolve("bad").toString())).contains("bad.csv: line 2: must have 4 columns");
    }

    private static JsonObject evaluate(String name, List<String> rows, String... options) throws Exception {
        var lines = new ArrayList<String>();
        lines.add(features() + "label,segment");
        lines.addAll(rows);
        var stream = Files.write(folder.resolve(name + ".csv"), lines);
        var arguments = new ArrayList<>(List.of("evaluate", "--pack", pack.toString(), "--stream", stream.toString(),
                "--out", folder.resolve(name).toString()));
        arguments.addAll(List.of(options));
        start(name, 0, arguments.toArray(String[]::new));
        return DeviceProcess.json(folder.resolve(name + "/report.json"));
    }

    private static String start(String name, int code, String... arguments) throws IOException, InterruptedException {
        try (var device = DeviceProcess.start(folder.resolve(name + ".log"), arguments)) {
            assertThat(device.await(240)).as(device.log()).isEqualTo(code);
            return device.log();
        }
    }

    private static JsonObject segment(JsonObject report, int index) {
        return report.getAsJsonArray("segments").get(index).getAsJsonObject();
    }

    private static void known(List<String> rows, String segment, int count, float shift) {
        for (int i = 0; i < count; i++) {
            int label = RANDOM.nextInt(KNOWN);
            rows.add(sample(label, shift) + "class-" + label + "," + segment);
        }
    }

    private static String features() {
        var names = new StringBuilder();
        for (int i = 0; i < DIMENSION; i++) {
            names.append('f').append(i).append(',');
        }
        return names.toString();
    }

    private static String sample(int label, float shift) {
        var values = new StringBuilder();
        for (var centre : CENTRES[label]) {
            values.append(String.format(Locale.ROOT, "%.4f,", centre + shift + 0.5 * RANDOM.nextGaussian()));
        }
        return values.toString();
    }
}
