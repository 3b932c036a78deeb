package org.tinylcm.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tinylcm.protocol.Json;
import org.tinylcm.protocol.update.DesiredStateDoc;
import org.tinylcm.protocol.update.SignedDoc;
import org.tinylcm.release.JarDelta;
import org.tinylcm.release.Sha256;
import org.tinylcm.release.UpdateFile;
import org.tinylcm.sync.client.FakePlatform;

/** A device that a platform updates. */
class UpdateSyncIT {
    private static final String CONFIG = "tinylcm.config:";

    @TempDir
    Path folder;

    @Test
    void takesWhatThePlatformAssignsAndTellsHowItWent() throws Exception {
        var kit = new UpdateKit(folder);
        try (var platform = new FakePlatform()) {
            platform.interval = 1;
            var properties = Container.device(folder.resolve("data"), Container.sample("clothes.tlcm"));
            properties.put(CONFIG + "org.tinylcm.source.directory/path",
                    Container.sample("streams/no-drift.csv").toString());
            properties.put(CONFIG + "org.tinylcm.source.directory/loop", "true");
            properties.put(CONFIG + "org.tinylcm.updater/key.ring", kit.ring().toString());
            properties.put(CONFIG + "org.tinylcm.updater/observe.frames", "20");
            // How long a stage that does not come is waited for.
            properties.put(CONFIG + "org.tinylcm.updater/work.seconds", "8");
            properties.put(CONFIG + "org.tinylcm.updater/block.bytes", "8192");
            properties.put(CONFIG + "org.tinylcm.sync/url", platform.url());
            properties.put(CONFIG + "org.tinylcm.sync/enrollment.token", "token");
            properties.put(CONFIG + "org.tinylcm.sync/heartbeat.seconds", "1");
            try (var container = Container.start(properties)) {
                Container.await("the report of what is installed", () -> installed(platform).isEmpty() ? null : true);
                assertThat(installed(platform).get(0).has("release")).isFalse();
                var good = kit.version(UpdateKit.KNN, "1.1.0");
                offer(platform, 1, kit.release(1, good), good, true);
                var events = await(platform, 1, "confirmed");
                assertThat(events).extracting(event -> event.get("state").getAsString()).containsExactly("accepted",
                        "downloading", "verified", "swapping", "testing", "confirmed");
                assertThat(events).extracting(event -> event.get("sequence").getAsLong())
                        .containsExactly(1L, 2L, 3L, 4L, 5L, 6L);
                assertThat(platform.sent.get()).as("only the difference was fetched")
                        .isLessThan(Files.size(good) / 2);
                Container.await("the report of the new release", () -> installed(platform).stream()
                        .anyMatch(doc -> doc.has("release") && doc.get("release").getAsString().equals("r1")
                                && doc.get("deployment").getAsLong() == 1) ? true : null);

                var bad = kit.bundle(UpdateKit.KNN, "1.2.0", headers -> {
                    headers.put("Service-Component", "OSGI-INF/none.xml");
                    return headers;
                }, Map.of());
                offer(platform, 2, kit.release(2, bad), bad, false);
                var back = await(platform, 2, "rolled_back");
                assertThat(back.get(back.size() - 1).get("reason").getAsString()).contains("no classifier", UpdateKit.KNN);

                platform.desiredState = Json.write(new DesiredStateDoc(1, 3, signed(new UpdateKit(Files
                        .createDirectory(folder.resolve("thief"))).release(3)), false));
                var refused = await(platform, 3, "refused");
                assertThat(refused.get(0).get("reason").getAsString()).contains("valid signatures");
            }
        }
    }

    private void offer(FakePlatform platform, long deployment, Path release, Path jar, boolean delta)
            throws Exception {
        var sha256 = Sha256.hex(jar);
        platform.artifacts.put(sha256, Files.readAllBytes(jar));
        if (delta) {
            var old = Container.home().resolve("bundles/" + UpdateKit.KNN + ".jar");
            JarDelta.make(old, jar, folder.resolve("delta"));
            platform.artifacts.put(sha256 + " " + Sha256.hex(old), Files.readAllBytes(folder.resolve("delta")));
        }
        platform.desiredState = Json.write(new DesiredStateDoc(1, deployment, signed(release), false));
    }

    private static SignedDoc signed(Path release) throws Exception {
        try (var file = UpdateFile.open(release)) {
            return file.release();
        }
    }

    private static List<JsonObject> await(FakePlatform platform, long deployment, String state) {
        return Container.await("deployment " + deployment + " to be " + state, () -> {
            var events = events(platform, deployment);
            return events.stream().anyMatch(event -> event.get("state").getAsString().equals(state)) ? events : null;
        });
    }

    /** Each event once, whatever was sent twice. */
    private static List<JsonObject> events(FakePlatform platform, long deployment) {
        var events = new ArrayList<JsonObject>();
        for (var told : platform.told) {
            if (JsonParser.parseString(told) instanceof JsonArray array) {
                array.forEach(event -> {
                    if (event.getAsJsonObject().get("deployment").getAsLong() == deployment && !events.contains(event)) {
                        events.add(event.getAsJsonObject());
                    }
                });
            }
        }
        return events;
    }

    private static List<JsonObject> installed(FakePlatform platform) {
        var documents = new ArrayList<JsonObject>();
        for (var told : platform.told) {
            if (JsonParser.parseString(told) instanceof JsonObject document) {
                documents.add(document);
            }
        }
        return documents;
    }
}
