package org.tinysphere.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tinysphere.simulator.SampleReleases.bundle;
import static org.tinysphere.simulator.SampleReleases.document;
import static org.tinysphere.it.SignedReleases.release;
import static org.tinysphere.it.SignedReleases.sign;
import static org.tinysphere.it.SignedReleases.upload;

import com.google.gson.JsonObject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tinylcm.protocol.Heartbeat;
import org.tinylcm.protocol.Json;
import org.tinylcm.release.JarDelta;
import org.tinylcm.release.Sha256;

class RolloutsIT {
    private final Api admin = Platform.running().admin();
    private final Api operator = Platform.running().withRole("operator");
    private final String group = "g" + System.nanoTime();
    private int versions;

    @TempDir
    Path folder;

    @BeforeEach
    void aGroupAndKeys() {
        SignedReleases.trust(admin);
        admin.post("groups", "{\"name\":\"" + group + "\"}").expect(201);
    }

    private long newRelease(String imports) {
        var version = "1." + versions++ + ".0";
        var name = "org.example." + group;
        var jar = bundle(name, version, imports);
        upload(operator, "artifacts", jar).expect(201);
        return operator.post("releases", Json.write(sign(release(List.of(document(name, version, jar)))))).expect(201)
                .json().get("id").getAsLong();
    }

    private List<UpdatableDevice> devices(int count) {
        var devices = new ArrayList<UpdatableDevice>();
        for (int i = 0; i < count; i++) {
            devices.add(new UpdatableDevice(admin, group));
        }
        return devices;
    }

    /** All at once if the settings do not say in which waves. */
    private JsonObject begin(long release, String settings) {
        var waves = settings.contains("waves") ? "" : ",\"waves\":[{\"percent\":100}]";
        return operator.post("rollouts", "{\"name\":\"it\",\"release\":" + release + ",\"settings\":{\"group\":\"" + group
                + "\"," + settings + waves + "}}").expect(201).json();
    }

    private JsonObject rollout(long id) {
        return operator.get("rollouts/" + id).expect(200).json();
    }

    private static long id(JsonObject rollout) {
        return rollout.getAsJsonObject("rollout").get("id").getAsLong();
    }

    private String state(long id) {
        return rollout(id).getAsJsonObject("rollout").get("state").getAsString();
    }

    @Test
    void aGoodReleaseGoesThroughItsWaves() {
        var devices = devices(10);
        var release = newRelease("");
        var id = id(begin(release, "\"waves\":[{\"count\":2},{\"percent\":50},{\"percent\":100}],\"observeSeconds\":0"));

        var first = devices.stream().filter(UpdatableDevice::waits).toList();
        assertThat(first).hasSize(2);
        assertThat(first.get(0).heartbeatSaysUpdate()).isTrue();
        first.forEach(UpdatableDevice::takes);
        var second = devices.stream().filter(UpdatableDevice::waits).toList();
        assertThat(second).hasSize(3);
        second.forEach(UpdatableDevice::takes);
        devices.stream().filter(UpdatableDevice::waits).forEach(UpdatableDevice::takes);

        assertThat(state(id)).isEqualTo("finished");
        assertThat(devices).allMatch(device -> device.events("confirmed") == 1 && !device.waits());
        assertThat(operator.get("rollouts/" + id + "/history").expect(200).body()).contains("wave.begin",
                "rollout.finished", "key:it-operator");
    }

    @Test
    void aBadReleaseStopsAtTheThresholdAndReachesNobodyElse() {
        var devices = devices(20);
        var id = id(begin(newRelease(""), "\"waves\":[{\"count\":2},{\"percent\":50},{\"percent\":100}],"
                + "\"errorPercent\":20,\"observeSeconds\":0"));
        devices.stream().filter(UpdatableDevice::waits).toList().forEach(UpdatableDevice::takes);
        var second = devices.stream().filter(UpdatableDevice::waits).toList();
        assertThat(second).hasSize(8);

        second.get(0).takes();
        second.get(1).goesBack();
        assertThat(state(id)).isEqualTo("running");
        second.get(2).goesBack();

        assertThat(state(id)).isEqualTo("stopped");
        assertThat(rollout(id).getAsJsonObject("rollout").get("reason").getAsString()).contains("2 of 8");
        assertThat(devices.stream().filter(UpdatableDevice::waits)).isEmpty();
        assertThat(operator.get("rollouts/" + id + "/devices?outcome=failed").expect(200).json().getAsJsonArray("items"))
                .hasSize(2);
        assertThat(operator.get("rollouts/" + id + "/devices?outcome=open").expect(200).json().getAsJsonArray("items"))
                .as("every device is in a known state").isEmpty();
        assertThat(operator.get("notifications").expect(200).body()).contains("rollout.stopped");
    }

    @Test
    void withoutAWordABadReleaseReachesThreeDevices() {
        var devices = devices(9);
        var id = id(operator.post("rollouts", "{\"name\":\"it\",\"release\":" + newRelease("")
                + ",\"settings\":{\"group\":\"" + group + "\"}}").expect(201).json());
        var first = devices.stream().filter(UpdatableDevice::waits).toList();
        assertThat(first).hasSize(3);
        first.get(0).goesBack();
        assertThat(state(id)).isEqualTo("stopped");
        assertThat(devices.stream().filter(UpdatableDevice::waits)).isEmpty();
    }

    @Test
    void whoWasToldSaysHowItEndsAlsoAfterTheStop() {
        var devices = devices(2);
        var id = id(begin(newRelease(""), "\"observeSeconds\":0"));
        devices.forEach(UpdatableDevice::asks);
        devices.get(0).goesBack();
        assertThat(state(id)).isEqualTo("stopped");
        assertThat(devices.get(1).waits()).isFalse();
        assertThat(devices.get(1).state()).isEqualTo("assigned");

        devices.get(1).says(5, "canceled");

        assertThat(devices.get(1).state()).isEqualTo("canceled");
    }

    @Test
    void pauseResumeAbortAndRollBack() {
        var devices = devices(3);
        var id = id(begin(newRelease(""), "\"observeSeconds\":0,\"waves\":[{\"count\":1},{\"percent\":100}]"));
        var first = devices.stream().filter(UpdatableDevice::waits).findFirst().orElseThrow();
        operator.post("rollouts/" + id + "/pause", "{\"reason\":\"lunch\"}").expect(200);
        assertThat(first.waits()).isFalse();
        assertThat(first.heartbeatSaysUpdate()).isFalse();
        operator.post("rollouts/" + id + "/pause", "{}").expect(409);
        operator.post("rollouts/" + id + "/resume", "{}").expect(200);
        first.takes();
        Platform.running().withRole("viewer").post("rollouts/" + id + "/abort", "{}").expect(403);

        assertThat(operator.post("rollouts/" + id + "/roll-back", "{}").expect(200).json().get("devices").getAsInt())
                .isEqualTo(1);

        assertThat(state(id)).isEqualTo("aborted");
        assertThat(first.api().get(first.path("feedback")).expect(200).body()).contains("rollback-update",
                "\"deployment\":1");
        var command = first.api().get(first.path("feedback")).expect(200).json().getAsJsonArray("commands").get(0)
                .getAsJsonObject().get("sequence").getAsLong();
        first.api().post(first.path("feedback/ack"), "{\"schemaVersion\":1,\"results\":[{\"sequence\":" + command
                + ",\"applied\":false,\"detail\":\"no set before\"}]}").expect(204);
        assertThat(operator.get("rollouts/" + id + "/history").expect(200).body()).contains("roll-back.refused",
                "no set before", first.id());
        first.installed(0);
        assertThat(operator.get("rollouts/" + id + "/devices?outcome=went_back").expect(200).json()
                .getAsJsonArray("items")).hasSize(1);
    }

    private static List<Heartbeat.MetricPoints> frameTimes(Instant from, double micros) {
        var points = new ArrayList<Heartbeat.MetricPoints>();
        for (int i = 0; i < 5; i++) {
            points.add(new Heartbeat.MetricPoints(from.plusSeconds(i), Map.of("pipeline.time.total.p50.micros", micros)));
        }
        return points;
    }

    @Test
    void aDeviceThatGotSlowerStopsTheRolloutWhileItsWaveIsObserved() {
        var devices = devices(3);
        devices.forEach(device -> device.reports(frameTimes(Instant.now().minusSeconds(600), 100_000)));
        var id = id(begin(newRelease(""), "\"waves\":[{\"count\":2},{\"percent\":100}],\"errorPercent\":50,"
                + "\"observeSeconds\":600,\"latencyPercent\":40"));
        var first = devices.stream().filter(UpdatableDevice::waits).toList();
        assertThat(first).hasSize(2);
        first.forEach(UpdatableDevice::takes);
        // Later than the end of the deployment, as all that is reported after it.
        first.get(0).reports(frameTimes(Instant.now().plusSeconds(1), 139_000));
        first.get(1).reports(frameTimes(Instant.now().plusSeconds(1), 150_000));

        Await.until("the rollout stops", () -> state(id).equals("stopped"));

        var unwell = operator.get("rollouts/" + id + "/devices?outcome=unwell").expect(200).json().getAsJsonArray("items");
        assertThat(unwell).singleElement().extracting(Object::toString).asString().contains(first.get(1).id(),
                "a frame takes 150.0 ms, before the update 100.0 ms");
        assertThat(operator.get("rollouts/" + id + "/history").expect(200).body()).contains("device.unwell");
        assertThat(devices.stream().filter(UpdatableDevice::waits)).as("nobody else gets it").isEmpty();
    }

    @Test
    void aDeviceThatComesLateJoinsItsWave() {
        devices(2);
        var id = id(begin(newRelease(""), "\"observeSeconds\":0"));
        var late = devices(1).get(0);

        Await.until("the late device gets it", late::waits);

        assertThat(rollout(id).getAsJsonArray("waves").get(0).getAsJsonObject().get("devices").getAsInt()).isEqualTo(3);
    }

    @Test
    void whatADeviceCannotResolveReachesNone() {
        var device = devices(1).get(0);
        device.installed(0);
        var release = newRelease("org.nowhere.gone;version=\"[3,4)\"");

        var answer = operator.post("rollouts", "{\"name\":\"it\",\"release\":" + release + ",\"settings\":{\"group\":\""
                + group + "\"}}").expect(422);

        assertThat(answer.json().get("type").getAsString()).isEqualTo("tinysphere:unresolvable");
        assertThat(answer.json().get("detail").getAsString()).contains("org.nowhere.gone", "version>=3.0.0", device.id());
        assertThat(device.waits()).isFalse();
    }

    @Test
    void eventsMayComeTwiceAndInAnyOrderAndTheEndIsFinal() {
        var device = devices(1).get(0);
        begin(newRelease(""), "\"observeSeconds\":0");
        device.asks();
        device.asksAgain().expect(304);
        device.says(3, "verified");
        device.says(2, "downloading");
        device.says(3, "verified");
        assertThat(device.state()).isEqualTo("verified");
        device.says(5, "rolled_back");
        device.says(4, "testing");
        device.says(6, "confirmed");
        assertThat(device.state()).isEqualTo("rolled_back");
        device.api().post(device.path("deployments/9/events"), "[]").expect(204);
        device.api().post(device.path("deployments/1/events"), "[null]").expect(400);
        device.post(1, 7, "assigned").expect(422);
        device.post(9, 1, "accepted").expect(404);
    }

    @Test
    void filesComeInPartsAndAsDifferences() throws IOException {
        var device = devices(1).get(0);
        var name = "org.example." + group;
        var older = bundle(name, "1.0.0", "");
        var newer = bundle(name, "1.0.1", "");
        upload(operator, "artifacts", older).expect(201);
        upload(operator, "artifacts", newer).expect(201);
        var path = device.path("artifacts/" + Sha256.hex(newer));

        assertThat(device.api().bytes(path)).isEqualTo(newer);
        var part = device.api().send(path, request -> request.GET().header("Range", "bytes=10-19")).expect(206);
        assertThat(part.header("Content-Range")).isEqualTo("bytes 10-19/" + newer.length);
        assertThat(part.header("Content-Length")).isEqualTo("10");
        device.api().send(path, request -> request.GET().header("Range", "bytes=9999999-")).expect(416);

        var delta = device.api().bytes(path + "/delta?from=" + Sha256.hex(older));
        assertThat(delta.length).isLessThan(newer.length / 4);
        Files.write(folder.resolve("older"), older);
        JarDelta.apply(folder.resolve("older"), new ByteArrayInputStream(delta), folder.resolve("built"), newer.length,
                Sha256.hex(newer));
        assertThat(folder.resolve("built")).hasBinaryContent(newer);
        var tail = device.api().send(path + "/delta?from=" + Sha256.hex(older),
                request -> request.GET().header("Range", "bytes=5-")).expect(206);
        assertThat(tail.header("Content-Range")).isEqualTo("bytes 5-" + (delta.length - 1) + '/' + delta.length);
        device.api().get(path + "/delta?from=" + "0".repeat(64)).expect(404);
        device.api().get(device.path("artifacts/" + "0".repeat(64))).expect(404);
        assertThat(device.api().get(device.path("keys?after=0")).expect(200).body()).startsWith("[{");
        assertThat(device.api().get(device.path("keys?after=1")).expect(200).body()).isEqualTo("[]");
    }
}
