package org.tinysphere.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * From a device's drift to a person's answer and back, with a device as its user runs it. It does not learn by itself
 * here, so that what it knows in the end can only have come from the person.
 */
class LoopIT {
    private static final String NOVEL = "bag";
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final int TAUGHT = 5;

    @TempDir
    Path folder;
    private final Api admin = Platform.running().admin();
    private Process device;

    @BeforeEach
    void aDeviceSeesWhatItWasNeverTaught() throws IOException {
        admin.post("groups", "{\"name\":\"loop\"}").expect(201);
        var token = admin.post("enrollment-tokens", "{\"name\":\"loop\",\"group\":\"loop\"}").expect(201).json()
                .get("token");
        var etc = Files.createDirectories(folder.resolve("data/etc"));
        Files.writeString(etc.resolve("org.tinylcm.sync.cfg"), "url=" + Platform.running().root()
                + "\nenrollment.token=" + token.getAsString()
                + "\nheartbeat.seconds=1\ncollect.seconds=10\n");
        var sample = Path.of(System.getProperty("sample.home"));
        var builder = new ProcessBuilder(Path.of(System.getProperty("device.home"), "bin/tinylcm").toString(), "run",
                "--pack", sample.resolve("clothes.tlcm").toString(), "--source",
                sample.resolve("streams/novel-class.csv").toString(), "--loop", "--rate", "25", "--data",
                folder.resolve("data").toString(), "--set", "org.tinylcm.adaptation/enabled=false")
                .redirectErrorStream(true).redirectOutput(folder.resolve("device.log").toFile());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        device = builder.start();
    }

    @AfterEach
    void stop() throws InterruptedException {
        device.destroy();
        if (!device.waitFor(30, TimeUnit.SECONDS)) {
            device.destroyForcibly().waitFor();
        }
    }

    @Test
    void whatAPersonSaysOfAnEventAndOfOddSamplesIsWhatTheDeviceSaysAfterwards() {
        Await.until("the device's drift event with its picture", PATIENCE, () -> events().anyMatch(LoopIT::novelOnset));
        var event = events().filter(LoopIT::novelOnset).findFirst().orElseThrow().get("id").getAsLong();
        var picture = admin.get("drift-events/" + event + "/image").expect(200);
        assertThat(picture.header("Content-Type")).startsWith("image/");

        assertThat(frames()).as("nobody has told the device that name yet")
                .noneMatch(frame -> text(frame, "label").equals(NOVEL));

        var verdict = "{\"verdict\":\"true_drift\",\"label\":\"" + NOVEL + "\",\"confidence\":1}";
        admin.post("drift-events/" + event + "/validations", verdict).expect(200);
        Await.until("odd samples of the new class", PATIENCE, () -> samples().count() >= TAUGHT);
        samples().forEach(sample -> admin.post("samples/" + sample.get("id").getAsLong() + "/validations", verdict)
                .expect(200));

        Await.until("the device has applied what was said of the event", PATIENCE, () -> applied(event));
        Await.until("a frame of the new class under its true name", PATIENCE, () -> frames().stream().anyMatch(
                frame -> text(frame, "truth").equals(NOVEL) && text(frame, "label").equals(NOVEL)));
    }

    private Stream<JsonObject> events() {
        return items("drift-events?group=loop&limit=100");
    }

    private Stream<JsonObject> samples() {
        return items("quarantine-samples?group=loop&limit=200")
                .filter(sample -> text(sample, "truth").equals(NOVEL));
    }

    /** The picture shows what the device does not know, and the person sees that. */
    private static boolean novelOnset(JsonObject event) {
        return text(event, "kind").equals("onset") && event.get("image").getAsBoolean()
                && Platform.running().admin().get("drift-events/" + event.get("id").getAsLong()).expect(200).json()
                        .getAsJsonObject("event").getAsJsonObject("sample").get("truth").getAsString().equals(NOVEL);
    }

    private boolean applied(long event) {
        return elements(admin.get("drift-events/" + event).expect(200).json().get("feedback"))
                .anyMatch(feedback -> text(feedback, "state").equals("applied"));
    }

    private List<JsonObject> frames() {
        try (var lines = Files.lines(folder.resolve("data/logs/frames.jsonl"))) {
            return lines.filter(line -> line.endsWith("}")).map(line -> JsonParser.parseString(line).getAsJsonObject())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Stream<JsonObject> items(String path) {
        return elements(admin.get(path).expect(200).json().get("items"));
    }

    private static Stream<JsonObject> elements(JsonElement array) {
        return StreamSupport.stream(array.getAsJsonArray().spliterator(), false).map(JsonElement::getAsJsonObject);
    }

    private static String text(JsonObject object, String name) {
        return object.has(name) ? object.get(name).getAsString() : "";
    }
}
