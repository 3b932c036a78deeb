package org.tinylcm.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.tinylcm.launcher.ShellClient;

/** A device process that can be updated, on one data folder, from start to start. */
final class UpdateDevice implements AutoCloseable {
    private final Path folder;
    private final UpdateKit kit;
    private DeviceProcess process;

    UpdateDevice(Path folder, UpdateKit kit) {
        this.folder = folder;
        this.kit = kit;
    }

    Path data() {
        return folder.resolve("data");
    }

    String log() throws IOException {
        return process.log();
    }

    /** @param options of the JVM, e.g. a point at which it ends */
    void start(String options) throws IOException {
        process = DeviceProcess.startWith(options, folder.resolve("device.log"), "run", "--pack",
                Container.sample("clothes.tlcm").toString(), "--source",
                Container.sample("streams/no-drift.csv").toString(), "--data", data().toString(), "--loop", "--rate",
                "40", "--set", "org.tinylcm.updater/key.ring=" + kit.ring(), "--set",
                "org.tinylcm.updater/observe.frames=10", "--set", "org.tinylcm.updater/step.seconds=10");
    }

    DeviceProcess process() {
        return process;
    }

    /** Waits until the shell answers and frames flow. */
    void awaitFrames() {
        Container.await("frames and the updater", () -> {
            alive();
            try {
                answer("tlcm:update");
                return json("tlcm:status --json").getAsJsonObject().get("frames").getAsLong() > 0 ? true : null;
            } catch (IOException | RuntimeException e) {
                return null;
            }
        });
    }

    /** Waits until no update is under way. */
    JsonObject awaitIdle() {
        return Container.await("the end of the update", () -> {
            alive();
            try {
                var status = json("tlcm:update --json").getAsJsonObject();
                return status.get("phase").getAsString().equals("idle") && !Files.exists(data().resolve(
                        "update/journal.json")) ? status : null;
            } catch (IOException | RuntimeException e) {
                return null;
            }
        });
    }

    void awaitEnd(long seconds) throws Exception {
        process.await(seconds);
    }

    /** Versions of the bundles that are active, by name. */
    Map<String, String> versions() throws IOException {
        var versions = new TreeMap<String, String>();
        for (var each : (JsonArray) json("tlcm:bundles --json")) {
            var bundle = each.getAsJsonObject();
            assertThat(bundle.get("state").getAsString()).as(bundle.toString()).isEqualTo("active");
            versions.put(bundle.get("name").getAsString(), bundle.get("version").getAsString());
        }
        return versions;
    }

    JsonElement json(String command) throws IOException {
        return JsonParser.parseString(answer(command));
    }

    String answer(String command) throws IOException {
        try (var shell = ShellClient.connect(data())) {
            var out = new ByteArrayOutputStream();
            var err = new ByteArrayOutputStream();
            int code = shell.execute(command, new PrintStream(out, true, StandardCharsets.UTF_8),
                    new PrintStream(err, true, StandardCharsets.UTF_8));
            if (code == 3 || code == 127) {
                throw new IOException("right after a start something may not be there yet: " + err);
            }
            assertThat(code).as("%s%n%s", command, err).isZero();
            return out.toString(StandardCharsets.UTF_8);
        }
    }

    private void alive() {
        try {
            assertThat(process.alive()).as("the device runs; it printed%n%s", process.log()).isTrue();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() throws InterruptedException {
        if (process != null) {
            process.close();
        }
    }
}
