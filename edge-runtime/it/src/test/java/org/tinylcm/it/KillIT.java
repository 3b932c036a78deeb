package org.tinylcm.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonParser;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tinylcm.launcher.ShellClient;

/** The device's process is killed again and again while it takes snapshots and adapts. */
class KillIT {
    private static final int KILLS = 50;
    /** A life of so many frames is long enough for an adaptation. */
    private static final int LONGEST_LIFE_FRAMES = 90;

    @TempDir
    Path folder;

    @Test
    void everyStartFindsAUsableStateWhateverTheKillInterrupted() throws Exception {
        var random = new SplittableRandom(11);
        var data = folder.resolve("data");
        var frames = novelFrames();
        long adaptations = 0;
        for (int kill = 0; kill < KILLS; kill++) {
            var log = folder.resolve("device.log");
            try (var device = DeviceProcess.start(log, "run", "--pack", Container.sample("clothes.tlcm").toString(),
                    "--source", frames.toString(), "--data", data.toString(), "--loop", "--set", "org.tinylcm.pipeline/save.interval.seconds=1", "--set",
                    "org.tinylcm.adaptation/min.frames.between=1", "--set", "org.tinylcm.state/keep=5")) {
                try (var shell = connect(data, device)) {
                    awaitFrames(1, shell, device);
                    answer(shell, "tlcm:snapshots take");
                    assertThat(JsonParser.parseString(answer(shell, "tlcm:snapshots --json")).getAsJsonArray())
                            .as("snapshots after kill %s", kill).isNotEmpty();
                    adaptations = Math.max(adaptations,
                            JsonParser.parseString(answer(shell, "tlcm:adapt history --json")).getAsJsonObject()
                                    .getAsJsonArray("records").size());
                    // Snapshots by command too, so that the kill often falls into one.
                    int life = 1 + random.nextInt(LONGEST_LIFE_FRAMES);
                    while (frames(shell) < life) {
                        assertThat(device.alive()).isTrue();
                        answer(shell, "tlcm:snapshots take");
                    }
                }
                device.kill();
                assertThat(device.log()).as("log of the start after kill %s", kill)
                        .doesNotContain("cannot be used", "damaged", "Exception");
            }
        }
        assertThat(adaptations).as("adaptations that survived the kills").isPositive();
    }

    /** Only frames of the novel class, so that every life is long enough to begin an adaptation. */
    private Path novelFrames() throws IOException {
        var frames = Files.createDirectory(folder.resolve("frames"));
        for (int i = 150; i < 270; i++) {
            var name = "%04d.png".formatted(i);
            Files.copy(Container.sample("streams/novel-class/" + name), frames.resolve(name));
        }
        return frames;
    }

    private static ShellClient connect(Path data, DeviceProcess device) throws Exception {
        var place = data.resolve("run/shell.path");
        return Container.await("the shell of the device", () -> {
            assertThat(device.alive()).isTrue();
            try {
                // A killed device leaves its socket behind; the new one replaces it.
                return Files.exists(place) ? ShellClient.connect(data) : null;
            } catch (IOException e) {
                return null;
            }
        });
    }

    private static void awaitFrames(long wanted, ShellClient shell, DeviceProcess device) {
        Container.await("frames", () -> {
            assertThat(device.alive()).isTrue();
            try {
                return frames(shell) >= wanted ? true : null;
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        });
    }

    private static long frames(ShellClient shell) throws IOException {
        return JsonParser.parseString(answer(shell, "tlcm:status --json")).getAsJsonObject().get("frames").getAsLong();
    }

    private static String answer(ShellClient shell, String command) throws IOException {
        var out = new ByteArrayOutputStream();
        var err = new ByteArrayOutputStream();
        int code = shell.execute(command, out, err);
        // 3 and 127: right after the start a service or a command may not be there yet.
        assertThat(code).as("%s: %s", command, err.toString(StandardCharsets.UTF_8)).isIn(0, 3, 127);
        return code == 0 ? out.toString(StandardCharsets.UTF_8).strip() : "{\"frames\":0}";
    }
}
