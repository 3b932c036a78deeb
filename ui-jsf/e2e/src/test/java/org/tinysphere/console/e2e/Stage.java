package org.tinysphere.console.e2e;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.openqa.selenium.support.ui.FluentWait;
import org.tinysphere.simulator.Fleet;
import org.tinysphere.simulator.ScratchPlatform;
import org.tinysphere.simulator.SimulatedDevice;
import org.tinysphere.simulator.SimulatedUpdates;
import org.tinysphere.start.Server;

/**
 * What all browser tests look at, started by the first that asks: a platform, a fleet of simulated devices, and one real
 * device on the sample stream of a class that it was never taught.
 */
final class Stage {
    static final String PASSWORD = "a long one that nobody guesses";
    private static final int FLEET = 30;
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static Stage running;
    private final ScratchPlatform platform;
    private final Fleet fleet;
    private final Process device;

    private Stage() throws IOException {
        var folder = Path.of(System.getProperty("e2e.data")).resolve(String.valueOf(System.currentTimeMillis()));
        platform = new ScratchPlatform(Path.of(System.getProperty("tinysphere.home")), folder.resolve("platform"),
                List.of("-Xmx400m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"), Map.of("TINYSPHERE_HEARTBEAT_SECONDS", "2"));
        var root = platform.root().toString();
        api("POST", "groups", "{\"name\":\"line-1\",\"description\":\"First line\"}");
        fleet = new Fleet(FLEET, root, platform.enrollmentToken(FLEET), Duration.ofSeconds(2), folder.resolve("fleet"),
                pictures(), Duration.ofSeconds(5));
        fleet.start(Duration.ofSeconds(2));
        device = device(folder.resolve("device"), root);
        Runtime.getRuntime().addShutdownHook(new Thread(this::close));
        await("the fleet", () -> fleet.registered() == FLEET && items("devices?limit=100").size() == FLEET + 1);
        await("drift of the real device with its picture", () -> items("drift-events?limit=100").stream()
                .anyMatch(event -> event.get("image").getAsBoolean()));
        await("its model and its configuration", () -> get("devices/" + realDevice() + "/configuration").toString().contains("org.tinylcm.quarantine")
                && status("GET", "devices/" + realDevice() + "/model", null, platform.adminKey()) == 200);
    }

    static synchronized Stage running() {
        if (running == null) {
            try {
                running = new Stage();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return running;
    }

    URI root() {
        return platform.root();
    }

    /** Another node beside the one that everything is asked of; who starts it closes it. */
    Server node(int port) {
        return platform.startNode("node-b", port);
    }

    /** The real one. */
    String realDevice() {
        return items("devices?limit=100").stream().filter(one -> !one.get("name").getAsString().startsWith("sim-"))
                .findFirst().orElseThrow().get("id").getAsString();
    }

    /** So many events to label, with their pictures. */
    void drift(int events) {
        var before = open();
        for (var i = 0; i < events; i++) {
            fleet.devices().get(i % FLEET).drift();
        }
        await(events + " events more to label", () -> open() >= before + events);
    }

    private int open() {
        return items("drift-events?state=new&limit=500").size();
    }

    /** A person with a password of their own. */
    String person(String role) {
        var login = role + "-" + Long.toString(System.nanoTime(), 36);
        var password = api("POST", "users", "{\"login\":\"" + login + "\",\"role\":\"" + role + "\"}").get("oneTimePassword")
                .getAsString();
        var signedIn = send("POST", "session", "{\"login\":\"" + login + "\",\"password\":\"" + password + "\"}", Map.of());
        var who = Map.of("Cookie", signedIn.headers().firstValue("Set-Cookie").orElseThrow().split(";")[0],
                "X-CSRF-Token", JsonParser.parseString(signedIn.body()).getAsJsonObject().get("csrfToken").getAsString());
        send("POST", "session/password", "{\"password\":\"" + password + "\",\"newPassword\":\"" + PASSWORD + "\"}", who);
        return login;
    }

    /** A device with an identity of its own and nothing behind it. */
    record Registered(String id, String secret) {
    }

    Registered register(String name) {
        var registered = JsonParser.parseString(send("POST", "devices/register", "{\"schemaVersion\":1,"
                + "\"enrollmentToken\":\"" + platform.enrollmentToken(1) + "\",\"deviceKey\":\"" + "k".repeat(40)
                + System.nanoTime() + "\",\"hostname\":\"" + name + "\"}", Map.of()).body()).getAsJsonObject();
        return new Registered(registered.get("deviceId").getAsString(), registered.get("secret").getAsString());
    }

    /** A package that no importer can read, of a device of its own. */
    void brokenPackage() {
        var registered = register("sim-broken");
        var body = "no package at all";
        var answer = send("PUT", "devices/" + registered.id() + "/packages/"
                + java.util.UUID.randomUUID(), body, Map.of("Authorization", "Bearer " + registered.secret(),
                "Content-Type", "application/gzip", "X-Package-Type", "metrics",
                "X-Package-SHA256", sha256(body), "Content-Range", "bytes 0-" + (body.length() - 1) + '/'
                + body.length()));
        if (answer.statusCode() != 200) {
            throw new IllegalStateException(answer.body());
        }
        await("the dead letter", () -> !items("work?state=dead").isEmpty());
    }

    /** Devices of a group that take updates as a test wants. */
    List<SimulatedUpdates> updatable(String group, int count) {
        api("POST", "groups", "{\"name\":\"" + group + "\"}");
        var token = platform.enrollmentToken(count);
        try {
            var devices = new ArrayList<SimulatedUpdates>();
            for (var i = 0; i < count; i++) {
                var device = new SimulatedUpdates(CLIENT, root().toString(), token, "sim-" + group + '-' + i);
                api("PATCH", "devices/" + device.id(), "{\"group\":\"" + group + "\"}");
                devices.add(device);
            }
            return devices;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String sha256(String text) {
        try {
            return java.util.HexFormat.of().formatHex(java.security.MessageDigest.getInstance("SHA-256")
                    .digest(text.getBytes(java.nio.charset.StandardCharsets.UTF_8)));
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    JsonObject get(String path) {
        return api("GET", path, null);
    }

    List<JsonObject> items(String path) {
        var list = new ArrayList<JsonObject>();
        get(path).get("items").getAsJsonArray().forEach(item -> list.add(item.getAsJsonObject()));
        return list;
    }

    JsonObject api(String method, String path, String body) {
        var answer = send(method, path, body, Map.of("Authorization", "Bearer " + platform.adminKey()));
        if (answer.statusCode() >= 300) {
            throw new IllegalStateException(path + " answers " + answer.statusCode() + ": " + answer.body());
        }
        return answer.body().isEmpty() ? new JsonObject() : JsonParser.parseString(answer.body()).getAsJsonObject();
    }

    int status(String method, String path, String body, String key) {
        return send(method, path, body, Map.of("Authorization", "Bearer " + key)).statusCode();
    }

    String key(String role) {
        return api("POST", "api-keys", "{\"name\":\"e2e\",\"role\":\"" + role + "\"}").get("key").getAsString();
    }

    static void await(String what, BooleanSupplier condition) {
        new FluentWait<>(condition).withTimeout(Duration.ofSeconds(120)).pollingEvery(Duration.ofMillis(100))
                .withMessage(what).until(BooleanSupplier::getAsBoolean);
    }

    private HttpResponse<String> send(String method, String path, String body, Map<String, String> headers) {
        var request = HttpRequest.newBuilder(root().resolve("api/v1/" + path)).timeout(Duration.ofSeconds(30))
                .setHeader("Content-Type", "application/json").method(method, body == null
                        ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body));
        headers.forEach(request::setHeader);
        try {
            return CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private static List<SimulatedDevice.Picture> pictures() throws IOException {
        try (var files = Files.walk(Path.of(System.getProperty("sample.home"), "images"))) {
            var pictures = new ArrayList<SimulatedDevice.Picture>();
            for (var file : files.filter(Files::isRegularFile).sorted().limit(40).toList()) {
                var name = file.getFileName().toString();
                pictures.add(new SimulatedDevice.Picture(file.getParent().getFileName().toString(),
                        "image" + name.substring(name.lastIndexOf('.')), Files.readAllBytes(file)));
            }
            return pictures;
        }
    }

    private Process device(Path data, String url) throws IOException {
        var etc = Files.createDirectories(data.resolve("etc"));
        Files.writeString(etc.resolve("org.tinylcm.sync.cfg"), "url=" + url + "\nenrollment.token="
                + platform.enrollmentToken(1) + "\nheartbeat.seconds=1\ncollect.seconds=10\n"
                + "prediction.images=true\nprediction.images.interval.seconds=2\nprediction.images.batch=2\n");
        var sample = Path.of(System.getProperty("sample.home"));
        var builder = new ProcessBuilder(Path.of(System.getProperty("device.home"), "bin/tinylcm").toString(), "run",
                "--pack", sample.resolve("clothes.tlcm").toString(), "--source",
                sample.resolve("streams/novel-class.csv").toString(), "--loop", "--rate", "10", "--data", data.toString())
                .redirectErrorStream(true).redirectOutput(data.resolve("device.log").toFile());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        return builder.start();
    }

    private void close() {
        device.destroy();
        fleet.close();
        platform.close();
    }
}
