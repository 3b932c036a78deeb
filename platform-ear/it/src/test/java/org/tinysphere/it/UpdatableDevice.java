package org.tinysphere.it;

import com.google.gson.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.tinylcm.protocol.Heartbeat;
import org.tinylcm.protocol.Json;
import org.tinylcm.protocol.update.DeploymentEvent;
import org.tinylcm.protocol.update.InstalledDoc;

/** A device that says what a test wants it to say. */
final class UpdatableDevice {
    private static final String PACKAGES = "org.osgi.framework;version=\"1.10.0\"";
    private final Api admin;
    private final Api api;
    private final String id;
    private String tag = "";
    private long deployment;

    UpdatableDevice(Api admin, String group) {
        this.admin = admin;
        var registered = Platform.running().register(UUID.randomUUID() + "-0123456789");
        id = registered.get("deviceId").getAsString();
        api = Platform.running().device(registered);
        installed(0);
        admin.patch("devices/" + id, "{\"group\":\"" + group + "\"}").expect(200);
    }

    String id() {
        return id;
    }

    Api api() {
        return api;
    }

    String path(String call) {
        return "devices/" + id + '/' + call;
    }

    boolean heartbeatSaysUpdate() {
        return api.post(path("heartbeat"), "{\"schemaVersion\":1,\"health\":\"ok\",\"intervalSeconds\":30}").expect(200)
                .json().get("update").getAsBoolean();
    }

    /** A heartbeat with figures of some moments. */
    void reports(List<Heartbeat.MetricPoints> figures) {
        api.post(path("heartbeat"), Json.write(new Heartbeat(Heartbeat.VERSION, "ok", List.of(), Map.of(), null, 30,
                figures))).expect(200);
    }

    /** Something is wanted; seen from outside, without the device's having asked. */
    boolean waits() {
        return lines().stream().anyMatch(line -> line.get("wanted").getAsBoolean()) && heartbeatSaysUpdate();
    }

    String state() {
        return lines().get(0).get("state").getAsString();
    }

    String state(long number) {
        return lines().stream().filter(line -> line.get("number").getAsLong() == number).findFirst().orElseThrow()
                .get("state").getAsString();
    }

    /** The one that it asked for last. */
    long deployment() {
        return deployment;
    }

    private List<JsonObject> lines() {
        return admin.get(path("deployments")).expect(200).json().getAsJsonArray("items").asList().stream()
                .map(line -> line.getAsJsonObject()).toList();
    }

    /** Number, state and whether it is wanted, the oldest first. */
    List<String> deployments() {
        return lines().stream().map(line -> line.get("number").getAsLong() + " " + line.get("state").getAsString()
                + (line.get("wanted").getAsBoolean() ? " wanted" : "")).sorted().toList();
    }

    long events(String state) {
        return admin.get(path("deployments/" + deployment + "/history")).expect(200).json().getAsJsonArray("items")
                .asList().stream().filter(event -> event.getAsJsonObject().get("state").getAsString().equals(state))
                .count();
    }

    void asks() {
        if (!isGiven()) {
            throw new AssertionError("nothing is wanted of " + id);
        }
    }

    /** Asks what is wanted; false if nothing is. */
    boolean isGiven() {
        var answer = api.get(path("desired-state"));
        if (answer.status() == 204) {
            return false;
        }
        tag = answer.expect(200).header("ETag");
        deployment = answer.json().get("deployment").getAsLong();
        return true;
    }

    /** Asks for what it knows already. */
    Api.Answer asksAgain() {
        return api.send(path("desired-state"), request -> request.GET().header("If-None-Match", tag));
    }

    void takes() {
        if (deployment == 0) {
            asks();
        }
        says(1, "accepted");
        says(2, "testing");
        says(3, "confirmed");
        installed(deployment);
    }

    void goesBack() {
        if (deployment == 0) {
            asks();
        }
        says(1, "accepted");
        says(2, "rolled_back");
        installed(0);
    }

    void says(long sequence, String state) {
        post(deployment, sequence, state).expect(204);
    }

    Api.Answer post(long of, long sequence, String state) {
        return api.post(path("deployments/" + of + "/events"), Json.write(List.of(new DeploymentEvent(1, of, sequence,
                state, Instant.now(), "because", Map.of("percent", 50.0)))));
    }

    void installed(long number) {
        api.put(path("installed"), Json.write(new InstalledDoc(1, Instant.now(), number == 0 ? null : "r", number, number,
                null, null, null, List.of(), Map.of("java.version", "17.0.15", "osgi.packages", PACKAGES)))).expect(204);
    }
}
