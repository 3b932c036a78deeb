package org.tinysphere.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tinysphere.simulator.SampleReleases.bundle;
import static org.tinysphere.simulator.SampleReleases.document;

import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.tinylcm.protocol.Json;

/** A fleet that updates itself at the same time, and single devices of which everything comes in any order. */
class FleetRolloutIT {
    private static final int DEVICES = 200;
    private static final int AT_ONCE = 8;
    private static final String ALL_AT_ONCE = ",\"waves\":[{\"percent\":100}]";
    private final Api admin = Platform.running().admin();
    private final Api operator = Platform.running().withRole("operator");
    private final String group = "f" + System.nanoTime();

    private long release() {
        var jar = bundle("org.example." + group, "1.0.0", "");
        SignedReleases.trust(admin);
        SignedReleases.upload(operator, "artifacts", jar);
        return operator.post("releases", Json.write(SignedReleases.sign(SignedReleases.release(List.of(document(
                "org.example." + group, "1.0.0", jar)))))).expect(201).json().get("id").getAsLong();
    }

    private long begin(String settings) {
        return operator.post("rollouts", "{\"name\":\"fleet\",\"release\":" + release() + ",\"settings\":{\"group\":\""
                + group + "\",\"observeSeconds\":0" + settings + "}}").expect(201).json().getAsJsonObject("rollout")
                .get("id").getAsLong();
    }

    private List<UpdatableDevice> devices(int count) throws Exception {
        admin.post("groups", "{\"name\":\"" + group + "\"}").expect(201);
        var made = new ArrayList<Callable<UpdatableDevice>>();
        for (int i = 0; i < count; i++) {
            made.add(() -> new UpdatableDevice(admin, group));
        }
        return all(made);
    }

    private static <T> List<T> all(List<Callable<T>> calls) throws Exception {
        var threads = Executors.newFixedThreadPool(AT_ONCE);
        try {
            var results = new ArrayList<T>();
            for (var result : threads.invokeAll(calls)) {
                results.add(result.get());
            }
            return results;
        } finally {
            threads.shutdownNow();
        }
    }

    /** What the platform says became of the devices. */
    private Map<String, Integer> outcomes(long rollout) {
        var outcomes = new TreeMap<String, Integer>();
        for (var wave : admin.get("rollouts/" + rollout).expect(200).json().getAsJsonArray("waves")) {
            ((JsonObject) wave).getAsJsonObject("outcomes").entrySet()
                    .forEach(entry -> outcomes.merge(entry.getKey(), entry.getValue().getAsInt(), Integer::sum));
        }
        return outcomes;
    }

    @Test
    void aFleetOfWhichATenthFailsStopsAndEveryDeviceIsInAKnownState() throws Exception {
        var devices = devices(DEVICES);
        var attempts = new AtomicInteger();
        var rollout = begin(",\"waves\":[{\"count\":2},{\"percent\":10},{\"percent\":50},{\"percent\":100}],"
                + "\"errorCount\":5,\"errorPercent\":50,\"successPercent\":60");

        var calls = new ArrayList<Callable<Integer>>();
        for (int i = 0; i < DEVICES; i++) {
            var device = devices.get(i);
            calls.add(() -> {
                // The rollout may stop between the two.
                if (!device.waits() || !device.isGiven()) {
                    return 0;
                }
                // Every tenth: in which wave a device is depends on its name, which is another one in each run.
                if (attempts.incrementAndGet() % 10 == 0) {
                    device.goesBack();
                } else {
                    device.takes();
                }
                return 1;
            });
        }
        var taken = 0;
        for (var round = all(calls); round.stream().anyMatch(one -> one > 0); round = all(calls)) {
            taken += round.stream().mapToInt(one -> one).sum();
        }

        var detail = admin.get("rollouts/" + rollout).expect(200).json().getAsJsonObject("rollout");
        assertThat(detail.get("state").getAsString()).isEqualTo("stopped");
        assertThat(detail.get("reason").getAsString()).contains("5");
        var outcomes = outcomes(rollout);
        assertThat(outcomes.values().stream().mapToInt(n -> n).sum()).isEqualTo(DEVICES);
        assertThat(outcomes).doesNotContainKey("open");
        assertThat(outcomes.get("failed")).as("those that were at it at the same time may fail too")
                .isBetween(5, 5 + AT_ONCE);
        assertThat(outcomes.get("confirmed") + outcomes.get("failed")).isEqualTo(taken).isLessThan(DEVICES);
    }

    /** The traces of the state machine's test, against the real server: a device's messages doubled and shuffled. */
    @Test
    void whateverOrderADevicesWordsComeInItEndsWhereTheDeviceIs() throws Exception {
        var random = new Random(3);
        var devices = devices(24);
        begin(ALL_AT_ONCE);
        begin(ALL_AT_ONCE + ",\"errorPercent\":100,\"successPercent\":1");
        for (int i = 0; i < devices.size(); i++) {
            var device = devices.get(i);
            device.asks();
            assertThat(device.deployment()).as("the later release is wanted").isEqualTo(2);
            var end = List.of("confirmed", "rolled_back", "failed", "refused").get(i % 4);
            var events = new ArrayList<>(Arrays.asList("1 accepted", "2 downloading", "3 verified", "4 swapping",
                    "5 testing", "6 " + end));
            events.addAll(List.copyOf(events));
            java.util.Collections.shuffle(events, random);
            for (var event : events) {
                var parts = event.split(" ");
                device.says(Long.parseLong(parts[0]), parts[1]);
            }
            device.installed(end.equals("confirmed") ? 2 : 0);
            assertThat(device.state()).isEqualTo(end);
            assertThat(device.state(1)).as("never told").isEqualTo("canceled");
            assertThat(device.waits()).isFalse();
        }
    }

    @Test
    void whatADeviceSaysThatItRunsWins() throws Exception {
        var devices = devices(3);
        var rollout = begin(ALL_AT_ONCE);
        var lost = devices.get(0);
        lost.asks();
        lost.installed(1);
        assertThat(lost.state()).as("its events were lost").isEqualTo("confirmed");

        var quit = devices.get(1);
        quit.asks();
        operator.post(quit.path("deployments/1/cancel"), "{\"quit\":true}").expect(204);
        operator.post(quit.path("deployments/1/cancel"), "{}").expect(409);
        quit.installed(1);
        assertThat(quit.state()).as("ends are final").isEqualTo("canceled");
        assertThat(outcomes(rollout).get("confirmed")).as("but it runs").isEqualTo(2);

        var silent = devices.get(2);
        silent.asks();
        operator.post(silent.path("deployments/1/cancel"), "{}").expect(204);
        assertThat(silent.state()).as("it may be at it").isEqualTo("assigned");
        silent.api().get(silent.path("desired-state")).expect(204);
        silent.api().get(silent.path("desired-state")).expect(204);
        assertThat(silent.state()).as("it never heard of it").isEqualTo("canceled");
    }
}
