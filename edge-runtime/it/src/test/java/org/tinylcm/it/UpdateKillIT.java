package org.tinylcm.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tinylcm.it.bad.BadActivator;

/** The device's process ends at each point of an update, as by kill -9; the next start has the old or the new set. */
class UpdateKillIT {
    /** Per point; {@code -Dupdate.kills=10} for more. */
    private static final int KILLS = Integer.getInteger("update.kills", 1);
    private static final String CONFIDENCE = "org.tinylcm.monitor.confidence";
    private static final List<String> FORWARD = List.of("accepted", "fetched-first", "fetched", "verified", "snapshot",
            "set-written", "trial", "stopped", "updated-first", "updated", "started", "testing", "observed",
            "confirmed", "closed");
    private static final List<String> BACKWARD = List.of("reverted", "undone", "restored");

    @TempDir
    static Path folder;
    private static UpdateKit kit;
    private static int runs;
    private UpdateDevice device;

    @BeforeAll
    static void prepare() throws Exception {
        kit = new UpdateKit(folder);
    }

    @BeforeEach
    void freshDevice() throws Exception {
        device = new UpdateDevice(Files.createDirectory(folder.resolve("run-" + ++runs)), kit);
    }

    @AfterEach
    void stop() throws Exception {
        device.close();
    }

    static Stream<String> forward() {
        return FORWARD.stream().flatMap(point -> Stream.generate(() -> point).limit(KILLS));
    }

    static Stream<String> backward() {
        return BACKWARD.stream().flatMap(point -> Stream.generate(() -> point).limit(KILLS));
    }

    @ParameterizedTest
    @MethodSource("forward")
    void endsInTheOldOrTheNewSet(String point) throws Exception {
        var version = "5.0." + runs;
        killAt(point, kit.release(1, kit.version(UpdateKit.KNN, version), kit.version(CONFIDENCE, version)));

        // What was begun is brought to its end by the next start: the file is still there.
        assertThat(device.versions()).as("killed at %s", point).containsEntry(UpdateKit.KNN, version)
                .containsEntry(CONFIDENCE, version);
        stateIsThere();
    }

    @ParameterizedTest
    @MethodSource("backward")
    void endsInTheOldSetWhileItGoesBack(String point) throws Exception {
        var before = kit.shipped();
        var bad = kit.bundle(UpdateKit.KNN, "99.0.0", headers -> {
            headers.put("Bundle-Activator", BadActivator.class.getName());
            headers.put("Bad-Activator", "throw");
            headers.put("Import-Package", headers.get("Import-Package") + ",org.osgi.framework");
            return headers;
        }, UpdateKit.classes(BadActivator.class));
        killAt(point, kit.release(1, bad, kit.version(CONFIDENCE, "99.0.0")));

        assertThat(device.versions()).as("killed at %s", point).containsAllEntriesOf(before);
        assertThat(device.json("tlcm:update --json").getAsJsonObject().get("lastReason").getAsString())
                .contains("org.tinylcm.classifier.knn 99.0.0 does not start", "there is a worm in it");
        stateIsThere();
    }

    @Test
    void aBundleThatEndsTheProcessIsLeftAfterSomeStarts() throws Exception {
        device.start("");
        device.awaitFrames();
        var before = device.versions();
        var bad = kit.bundle(UpdateKit.KNN, "98.0.0", headers -> {
            headers.put("Bundle-Activator", BadActivator.class.getName());
            headers.put("Bad-Activator", "exit");
            headers.put("Import-Package", headers.get("Import-Package") + ",org.osgi.framework");
            return headers;
        }, UpdateKit.classes(BadActivator.class));
        device.answer("tlcm:update '" + kit.release(1, bad) + "' --no-wait");
        device.awaitEnd(60);
        for (int start = 0; start < 3; start++) {
            device.start("");
            device.awaitEnd(60);
        }
        device.start("");
        device.awaitFrames();
        var status = device.awaitIdle();

        assertThat(device.versions()).isEqualTo(before);
        assertThat(status.get("lastOutcome").getAsString()).isEqualTo("rolled_back");
        assertThat(status.get("lastReason").getAsString()).contains("3 starts of the new set ended",
                "while org.tinylcm.classifier.knn 98.0.0 was started");
    }

    @Test
    void whatTheUpdaterRunsUponIsReplacedByAStartInTheSameProcess() throws Exception {
        device.start("");
        device.awaitFrames();
        var version = "5.0." + runs;
        device.answer("tlcm:update '" + kit.release(1, kit.version("org.tinylcm.protocol", version),
                kit.version("org.tinylcm.updater", version)) + "' --no-wait");
        var status = Container.await("the update", () -> {
            var idle = device.awaitIdle();
            return idle.get("lastRelease").getAsString().equals("r1") ? idle : null;
        });

        assertThat(status.get("lastOutcome").getAsString()).as(status.toString()).isEqualTo("confirmed");
        device.awaitFrames();
        assertThat(device.versions()).containsAllEntriesOf(Map.of("org.tinylcm.protocol", version,
                "org.tinylcm.updater", version));
    }

    private void killAt(String point, Path release) throws Exception {
        device.start("-Dtinylcm.update.kill=" + point);
        device.awaitFrames();
        device.answer("tlcm:update '" + release + "' --no-wait");
        device.awaitEnd(120);
        assertThat(device.process().alive()).isFalse();
        device.start("");
        device.awaitFrames();
        device.awaitIdle();
    }

    private void stateIsThere() throws Exception {
        // The bad bundle's own complaint is meant to be there.
        assertThat(device.process().log().lines().filter(line -> !line.contains("there is a worm in it")))
                .noneMatch(line -> line.contains("cannot be used") || line.contains("damaged")
                        || line.contains("Exception"));
        assertThat(device.json("tlcm:snapshots --json").getAsJsonArray()).isNotEmpty();
        assertThat(Files.exists(device.data().resolve("update/journal.json"))).isFalse();
    }
}
