package org.tinysphere.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import java.sql.SQLException;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

class HeartbeatIT {
    private static final Platform PLATFORM = Platform.running();

    static Api.Answer beat(Api api, JsonObject device) {
        return beat(api, device.get("deviceId").getAsString(), "");
    }

    private static Api.Answer beat(Api api, String id, String metrics) {
        return api.post("devices/" + id + "/heartbeat", "{\"schemaVersion\":1,\"health\":\"ok\",\"intervalSeconds\":30,"
                + "\"versions\":{\"knn\":\"1.2.0\"},\"metrics\":[" + metrics + "]}");
    }

    private static JsonObject device() {
        return PLATFORM.register(UUID.randomUUID() + "-0123456789");
    }

    private static long count(String sql) throws SQLException {
        try (var connection = PLATFORM.connect(); var rows = connection.createStatement().executeQuery(sql)) {
            rows.next();
            return rows.getLong(1);
        }
    }

    @Test
    void aWrongOrForeignSecretIsRefused() {
        var one = device();
        var other = device();

        beat(PLATFORM.anonymous(), one).expect(401);
        beat(PLATFORM.anonymous().bearer("tsd_wrong"), one).expect(401);
        beat(PLATFORM.device(other), one).expect(401);
        beat(PLATFORM.admin(), one).expect(401);
        beat(PLATFORM.device(one), one).expect(200);
    }

    @Test
    void figuresAreInTheDatabaseSoonAndOnlyOnce() {
        var device = device();
        var id = device.get("deviceId").getAsString();
        var at = Instant.now().minusSeconds(60);
        var metrics = "{\"at\":\"" + at + "\",\"values\":{\"frame.ms\":12.5,\"process.rss.bytes\":1e8}}";
        beat(PLATFORM.device(device), id, metrics).expect(200);
        beat(PLATFORM.device(device), id, metrics).expect(200);

        Await.until("the device is seen", () -> PLATFORM.admin().get("devices/" + id).json().getAsJsonObject("device")
                .get("state").getAsString().equals("online"));
        var query = "devices/" + id + "/metrics?names=frame.ms&from=" + at.minusSeconds(60);
        Await.until("the figure is there", () -> !PLATFORM.admin().get(query).expect(200).json()
                .getAsJsonObject("series").getAsJsonArray("frame.ms").isEmpty());
        var step = PLATFORM.admin().get(query).json().getAsJsonObject("series").getAsJsonArray("frame.ms").get(0)
                .getAsJsonObject();
        assertThat(step.get("n").getAsLong()).isEqualTo(1);
        assertThat(step.get("mean").getAsDouble()).isEqualTo(12.5);
        var hourly = PLATFORM.admin().get(query + "&step=3600").expect(200).json().getAsJsonObject("series");
        assertThat(hourly.getAsJsonArray("frame.ms").get(0).getAsJsonObject().get("n").getAsLong()).isEqualTo(1);
        assertThat(PLATFORM.admin().get("devices/" + id + "/metrics/names").json().getAsJsonArray("names")).hasSize(2);
    }

    @Test
    void anUnchangedHeartbeatReadsAndWritesNothingInTheRequest() throws SQLException {
        var device = device();
        var id = device.get("deviceId").getAsString();
        beat(PLATFORM.device(device), device).expect(200);
        Await.until("flushed", () -> count("select count(*) from device_live l join device d on d.number = l.device "
                + "where d.id = '" + id + "'") == 1);
        // What a node knows of devices may be forgotten at any time, for reasons of others; the next heartbeat reads it.
        var answered = false;
        for (var attempt = 0; attempt < 5 && !answered; attempt++) {
            beat(PLATFORM.device(device), device).expect(200);
            answered = isAnsweredWhileTablesAreLocked(device);
        }
        assertThat(answered).isTrue();
    }

    /** Whoever needs any of these tables has to wait for us. */
    private static boolean isAnsweredWhileTablesAreLocked(JsonObject device) throws SQLException {
        try (var connection = PLATFORM.connect(); var statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("lock table device, device_live, device_metric, configuration, device_command");
            var beat = CompletableFuture.supplyAsync(() -> beat(PLATFORM.device(device), device).status());
            try {
                return beat.get(5, TimeUnit.SECONDS) == 200;
            } catch (TimeoutException waits) {
                connection.rollback();
                beat.join();
                return false;
            } catch (InterruptedException | ExecutionException e) {
                throw new AssertionError(e);
            }
        }
    }

    @Test
    void afterARotationTheOldSecretOpensForAWhileAndTheNewOneToo() {
        var device = device();
        var id = device.get("deviceId").getAsString();
        PLATFORM.admin().post("devices/" + id + "/secret-rotation", "{}").expect(204);
        assertThat(beat(PLATFORM.device(device), device).expect(200).json().get("rotateSecret").getAsBoolean()).isTrue();

        var rotated = PLATFORM.device(device).post("devices/" + id + "/secret", "{}").expect(200).json();

        beat(PLATFORM.device(device), device).expect(200);
        assertThat(beat(PLATFORM.device(rotated), device).expect(200).json().get("rotateSecret").getAsBoolean())
                .isFalse();
    }

    @Test
    void aRevokedSecretIsRefusedAtOnce() {
        var device = device();
        beat(PLATFORM.device(device), device).expect(200);

        PLATFORM.admin().post("devices/" + device.get("deviceId").getAsString() + "/secret-revocation", "{}").expect(204);

        beat(PLATFORM.device(device), device).expect(401);
    }

    @Test
    void nonsenseIsRefusedWithAReason() {
        var device = device();
        var id = device.get("deviceId").getAsString();
        var api = PLATFORM.device(device);

        assertThat(api.post("devices/" + id + "/heartbeat", "{\"schemaVersion\":1,\"health\":\"fine\"}").expect(400).json().get("detail")
                .getAsString()).contains("'health' must be ok, degraded or failing");
        assertThat(beat(api, id, "{\"at\":\"2026-01-01T00:00:00Z\",\"values\":{\"A B\":1}}").expect(400).body())
                .contains("names in 'metrics'");
        assertThat(api.post("devices/" + id + "/heartbeat", "{").expect(400).header("Content-Type"))
                .startsWith("application/problem+json");
        api.post("devices/" + id + "/heartbeat", "[".repeat(40) + "]".repeat(40)).expect(400);
        api.post("devices/" + id + "/heartbeat", "{\"x\":\"" + "a".repeat(1 << 20) + "\"}").expect(413);
    }
}
