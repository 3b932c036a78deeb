package org.tinysphere.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tinylcm.protocol.Json;
import org.tinylcm.protocol.update.ArtifactDoc;
import org.tinylcm.release.BundleManifest;
import org.tinylcm.release.Sha256;

/** An operator gives a device, as its user runs it, another version of a bundle; and then one that is no good. */
class DeviceUpdateIT {
    private static final String KNN = "org.tinylcm.classifier.knn";
    private static final String MANIFEST = "META-INF/MANIFEST.MF";
    private static final Duration PATIENCE = Duration.ofSeconds(150);

    @TempDir
    Path folder;
    private final Api admin = Platform.running().admin();
    private final Api operator = Platform.running().withRole("operator");
    private final Path bundles = Path.of(System.getProperty("device.home"), "bundles");
    private Process device;

    @BeforeEach
    void aDeviceThatTrustsTheKeys() throws IOException {
        var ring = Files.writeString(folder.resolve("ring.json"), Json.write(SignedReleases.trust(admin)));
        admin.post("groups", "{\"name\":\"swap\"}").expect(201);
        var token = admin.post("enrollment-tokens", "{\"name\":\"swap\",\"group\":\"swap\"}").expect(201).json()
                .get("token");
        var etc = Files.createDirectories(folder.resolve("data/etc"));
        Files.writeString(etc.resolve("org.tinylcm.sync.cfg"), "url=" + Platform.running().root()
                + "\nenrollment.token=" + token.getAsString() + "\nheartbeat.seconds=1\n");
        Files.writeString(etc.resolve("org.tinylcm.updater.cfg"), "key.ring=" + ring + "\nobserve.frames=20\n"
                + "work.seconds=20\n");
        var sample = Path.of(System.getProperty("sample.home"));
        var builder = new ProcessBuilder(Path.of(System.getProperty("device.home"), "bin/tinylcm").toString(), "run",
                "--pack", sample.resolve("clothes.tlcm").toString(), "--source",
                sample.resolve("streams/no-drift.csv").toString(), "--loop", "--rate", "25", "--data",
                folder.resolve("data").toString()).redirectErrorStream(true)
                .redirectOutput(folder.resolve("device.log").toFile());
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
    void aBundleIsSwappedWhileFramesFlowAndABadOneComesBackByItself() throws IOException {
        Await.until("the device says what it runs", PATIENCE, () -> devices().anyMatch(id -> knn(id).isPresent()));
        var id = devices().findFirst().orElseThrow();
        var shipped = knn(id).orElseThrow();

        var good = rollout(release(version("1.1.0", Map.of())));
        Await.until("the rollout is through", PATIENCE, () -> state(good).equals("finished"));
        Await.until("the device says so", PATIENCE, () -> knn(id).orElseThrow().equals("1.1.0"));
        var events = admin.get("devices/" + id + "/deployments/1/history").expect(200).json().getAsJsonArray("items")
                .asList().stream().map(event -> event.getAsJsonObject().get("state").getAsString()).toList();
        assertThat(events).startsWith("accepted").contains("downloading", "verified", "swapping", "testing")
                .endsWith("confirmed");
        assertThat(shipped).isNotEqualTo("1.1.0");

        assertThat(operator.post("rollouts/" + good + "/roll-back", "{}").expect(200).json().get("devices").getAsInt())
                .isEqualTo(1);
        Await.until("the device is back at what it had first", PATIENCE, () -> knn(id).orElseThrow().equals(shipped));

        var bad = rollout(release(version("1.2.0", Map.of("Service-Component", "OSGI-INF/none.xml"))));
        Await.until("the rollout stops by itself", PATIENCE, () -> state(bad).equals("stopped"));
        var line = admin.get("rollouts/" + bad + "/devices").expect(200).json().getAsJsonArray("items").get(0)
                .getAsJsonObject();
        assertThat(line.get("state").getAsString()).isEqualTo("rolled_back");
        assertThat(line.get("reason").getAsString()).contains(KNN);
        assertThat(knn(id)).contains(shipped);
        assertThat(device.isAlive()).isTrue();
    }

    private long rollout(long release) {
        return operator.post("rollouts", "{\"name\":\"swap\",\"release\":" + release + ",\"settings\":{\"group\":\"swap\","
                + "\"observeSeconds\":0}}").expect(201).json().getAsJsonObject("rollout").get("id").getAsLong();
    }

    private String state(long rollout) {
        return admin.get("rollouts/" + rollout).expect(200).json().getAsJsonObject("rollout").get("state").getAsString();
    }

    private Stream<String> devices() {
        return admin.get("devices?group=swap").expect(200).json().getAsJsonArray("items").asList().stream()
                .map(line -> line.getAsJsonObject().get("id").getAsString());
    }

    /** Version of the bundle, as the device says. */
    private java.util.Optional<String> knn(String device) {
        var software = admin.get("devices/" + device + "/software").expect(200).json();
        return !software.has("document") ? java.util.Optional.empty() : software.getAsJsonObject("document")
                .getAsJsonArray("bundles").asList().stream().map(bundle -> bundle.getAsJsonObject())
                .filter(bundle -> bundle.get("name").getAsString().equals(KNN))
                .map((JsonObject bundle) -> bundle.get("version").getAsString()).findFirst();
    }

    /** The distribution with another bundle in it; all files are uploaded. */
    private long release(Path replacement) throws IOException {
        var artifacts = new TreeMap<String, ArtifactDoc>();
        var jars = new ArrayList<Path>();
        try (var files = Files.newDirectoryStream(bundles, "*.jar")) {
            files.forEach(jars::add);
        }
        jars.add(replacement);
        for (var jar : jars) {
            var manifest = BundleManifest.read(jar, jar.toString());
            SignedReleases.upload(operator, "artifacts", Files.readAllBytes(jar));
            artifacts.put(manifest.symbolicName(), new ArtifactDoc(ArtifactDoc.BUNDLE, manifest.symbolicName(),
                    manifest.version(), Files.size(jar), Sha256.hex(jar)));
        }
        return operator.post("releases", Json.write(SignedReleases.sign(SignedReleases.release(
                new ArrayList<>(artifacts.values()))))).expect(201).json().get("id").getAsLong();
    }

    /** The shipped bundle under another version, with other headers. */
    private Path version(String version, Map<String, String> headers) throws IOException {
        var file = folder.resolve("knn-" + version + ".jar");
        try (var in = new ZipInputStream(Files.newInputStream(bundles.resolve(KNN + ".jar")));
                var out = new ZipOutputStream(Files.newOutputStream(file))) {
            for (var entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                out.putNextEntry(new ZipEntry(entry.getName()));
                var content = in.readAllBytes();
                out.write(entry.getName().equals(MANIFEST) ? manifest(content, version, headers) : content);
                out.closeEntry();
            }
        }
        return file;
    }

    private static byte[] manifest(byte[] content, String version, Map<String, String> headers) throws IOException {
        var manifest = new Manifest(new ByteArrayInputStream(content));
        manifest.getMainAttributes().putValue("Bundle-Version", version);
        headers.forEach(manifest.getMainAttributes()::putValue);
        var out = new ByteArrayOutputStream();
        manifest.write(out);
        return out.toByteArray();
    }
}
