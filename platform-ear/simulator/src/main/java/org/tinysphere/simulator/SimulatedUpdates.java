package org.tinysphere.simulator;

import com.google.gson.JsonParser;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.tinylcm.protocol.Heartbeat;
import org.tinylcm.protocol.Json;
import org.tinylcm.protocol.RegisterRequest;
import org.tinylcm.protocol.update.DeploymentEvent;
import org.tinylcm.protocol.update.DesiredStateDoc;
import org.tinylcm.protocol.update.InstalledDoc;
import org.tinylcm.protocol.update.ReleaseDoc;

/** The update side of a device: asks what it is to run, and says what came of it. It has no bundles. */
public final class SimulatedUpdates {
    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final String PACKAGES = "org.osgi.framework;version=\"1.10.0\"";
    private final HttpClient client;
    private final String root;
    private final String id;
    private final String secret;
    private long sequence;
    private ReleaseDoc running;

    /** How an update ends at a device. */
    public enum End {
        TAKEN, GONE_BACK
    }

    /**
     * Registers it, and says that it runs the distribution.
     *
     * @param root address of the platform, ending in a slash
     */
    public SimulatedUpdates(HttpClient client, String root, String token, String name) throws IOException {
        this.client = client;
        this.root = root;
        var registered = JsonParser.parseString(send("POST", "devices/register", Json.write(new RegisterRequest(
                RegisterRequest.VERSION, token, UUID.randomUUID() + "-0123456789", name, "Debian GNU/Linux", "12", "aarch64",
                "17.0.15", "0.1.0", "Raspberry Pi Zero 2 W", Map.of(), null)), null).body()).getAsJsonObject();
        id = registered.get("deviceId").getAsString();
        secret = registered.get("secret").getAsString();
        installed(null, 0);
    }

    public String id() {
        return id;
    }

    public void heartbeat() throws IOException {
        call("POST", "heartbeat", Json.write(new Heartbeat(Heartbeat.VERSION, "ok", List.of(), Map.of(), null, 30,
                List.of())));
    }

    /**
     * Asks once, and takes what it is given.
     *
     * @param reason of the end, null for none
     * @return false if nothing is wanted of it
     */
    public boolean take(End end, String reason) throws IOException {
        var answer = call("GET", "desired-state", null);
        if (answer.statusCode() == 204) {
            return false;
        }
        var wanted = Json.read(answer.body(), DesiredStateDoc.class, "platform");
        var deployment = wanted.deployment();
        for (var state : List.of("accepted", "downloading", "verified", "swapping", "testing")) {
            say(deployment, state, null);
        }
        say(deployment, end == End.TAKEN ? "confirmed" : "rolled_back", reason);
        if (end == End.TAKEN) {
            running = Json.read(new String(Base64.getDecoder().decode(wanted.release().payload()), StandardCharsets.UTF_8),
                    ReleaseDoc.class, "platform");
            installed(running, deployment);
        } else {
            installed(running, 0);
        }
        return true;
    }

    private void say(long deployment, String state, String reason) throws IOException {
        call("POST", "deployments/" + deployment + "/events", Json.write(List.of(new DeploymentEvent(1, deployment,
                ++sequence, state, Instant.now(), reason, Map.of()))));
    }

    private void installed(ReleaseDoc release, long deployment) throws IOException {
        call("PUT", "installed", Json.write(new InstalledDoc(1, Instant.now(), release == null ? null : release.name(),
                release == null ? 0 : release.number(), deployment, null, null, null, List.of(), Map.of("java.version", "17.0.15", "osgi.packages", PACKAGES))));
    }

    private HttpResponse<String> call(String method, String path, String body) throws IOException {
        return send(method, "devices/" + id + '/' + path, body, secret);
    }

    private HttpResponse<String> send(String method, String path, String body, String bearer) throws IOException {
        var request = HttpRequest.newBuilder(URI.create(root + "api/v1/" + path)).timeout(TIMEOUT)
                .header("Content-Type", "application/json")
                .method(method, body == null ? HttpRequest.BodyPublishers.noBody()
                        : HttpRequest.BodyPublishers.ofString(body));
        if (bearer != null) {
            request.header("Authorization", "Bearer " + bearer);
        }
        try {
            var answer = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() >= 300) {
                throw new IOException(method + ' ' + path + " answers " + answer.statusCode() + ": " + answer.body());
            }
            return answer;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }
}
