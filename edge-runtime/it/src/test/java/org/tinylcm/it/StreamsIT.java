package org.tinylcm.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the product promises on its own sample streams, by a device as its user runs it. */
class StreamsIT {

    @TempDir
    Path folder;

    @Test
    void theStreamWithoutDriftGivesAtMostOneFalseAlarmInAThousandFrames() throws Exception {
        var report = run("no-drift");
        assertThat(summary(report).get("frames").getAsLong()).isEqualTo(1_000);
        assertThat(onsets(report)).hasSizeLessThanOrEqualTo(1);
    }

    @Test
    void driftByLightBlurAndNoiseIsFoundWithinTenFramesAndNothingIsLearnedFromSpoiltPictures() throws Exception {
        var report = run("gradual-drift");
        var onsets = onsets(report);
        for (var segment : List.of("darker", "blurred", "noisier")) {
            int first = firstFrame("gradual-drift", segment);
            assertThat(onsets).as("onset within 10 frames of '%s' at frame %s", segment, first)
                    .anyMatch(frame -> frame >= first && frame < first + 10);
        }
        assertThat(summary(report).getAsJsonArray("adaptations")).as("nothing is learned from spoilt pictures")
                .isEmpty();
        assertThat(report.getAsJsonArray("frames")).as("labels of pseudo-classes").noneMatch(
                line -> line.getAsJsonObject().get("label").getAsString().startsWith("novel-"));
    }

    @Test
    void aNovelClassIsFoundLearnedAndThenRecognisedAsOneThing() throws Exception {
        var report = run("novel-class");
        int first = firstFrame("novel-class", "novel");
        assertThat(onsets(report)).anyMatch(frame -> frame >= first && frame < first + 10);
        assertThat(summary(report).getAsJsonArray("adaptations")).anyMatch(
                a -> a.getAsJsonObject().get("outcome").getAsString().equalsIgnoreCase("accepted"));
        var novel = new ArrayList<String>();
        int mixed = firstFrame("novel-class", "mixed");
        for (var line : report.getAsJsonArray("frames")) {
            var frame = line.getAsJsonObject();
            if (frame.get("frame").getAsLong() >= mixed && frame.get("truth").getAsString().equals("bag")) {
                novel.add(frame.get("label").getAsString());
            }
        }
        var most = novel.stream().filter(label -> label.startsWith("novel-")).count();
        assertThat((double) most / novel.size()).as("share of novel frames under a pseudo-class: %s", novel)
                .isGreaterThan(0.8);
        assertThat(novel.stream().filter(label -> label.startsWith("novel-")).distinct()).hasSize(1);
    }

    private JsonObject run(String stream) throws Exception {
        var file = folder.resolve(stream + ".json");
        try (var device = DeviceProcess.start(folder.resolve(stream + ".log"), "run", "--pack",
                Container.sample("clothes.tlcm").toString(), "--source",
                Container.sample("streams/" + stream + ".csv").toString(), "--data",
                folder.resolve(stream).toString(), "--exit-at-end", "--report", file.toString())) {
            assertThat(device.await(120)).as(device.log()).isZero();
        }
        return DeviceProcess.json(file);
    }

    private static JsonObject summary(JsonObject report) {
        return report.getAsJsonObject("summary");
    }

    private static List<Long> onsets(JsonObject report) {
        var onsets = new ArrayList<Long>();
        summary(report).getAsJsonArray("episodes")
                .forEach(e -> onsets.add(e.getAsJsonObject().get("onsetFrame").getAsLong()));
        return onsets;
    }

    private static int firstFrame(String stream, String segment) throws Exception {
        var lines = Files.readAllLines(Container.sample("streams/" + stream + ".csv"));
        for (int i = 1; i < lines.size(); i++) {
            if (lines.get(i).endsWith("," + segment)) {
                return i - 1;
            }
        }
        throw new AssertionError("no segment " + segment);
    }
}
