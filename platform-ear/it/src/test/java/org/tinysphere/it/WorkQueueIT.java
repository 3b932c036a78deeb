package org.tinysphere.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import java.sql.SQLException;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class WorkQueueIT {
    private static final Platform PLATFORM = Platform.running();

    private static JsonObject item(long id) {
        return PLATFORM.admin().get("work/" + id).expect(200).json();
    }

    private static long insert(String key, String state, int attempts, String lease) throws SQLException {
        try (var connection = PLATFORM.connect(); var rows = connection.createStatement().executeQuery("insert into work "
                + "(kind, key, payload, state, priority, attempts, max_attempts, run_at, lease, lease_until) values "
                + "('fleet.bulk', '" + key + "', '{}', '" + state + "', 0, " + attempts + ", 8, now(), " + lease
                + ", now()) returning id")) {
            rows.next();
            return rows.getLong(1);
        }
    }

    @Test
    void theSameForManyDevicesHasAResultForEach() {
        var one = PLATFORM.register(UUID.randomUUID() + "-0123456789").get("deviceId").getAsString();
        var other = PLATFORM.register(UUID.randomUUID() + "-0123456789");
        var operation = PLATFORM.admin().post("bulk-operations", "{\"kind\":\"label\",\"parameters\":{\"tags\":"
                + "[\"bulk\"]},\"devices\":[\"" + one + "\"," + other.get("deviceId") + "]}").expect(201).json();
        var id = operation.get("id").getAsLong();

        Await.until("both are done", () -> PLATFORM.admin().get("bulk-operations/" + id).json().getAsJsonObject("counts")
                .has("done") && PLATFORM.admin().get("bulk-operations/" + id).json().getAsJsonObject("counts").get("done")
                .getAsInt() == 2);
        assertThat(PLATFORM.admin().get("devices?tag=bulk").json().getAsJsonArray("items")).hasSize(2);
        PLATFORM.admin().post("bulk-operations", "{\"kind\":\"retire\",\"devices\":[\"nobody\"]}").expect(400);
    }

    @Test
    void aCommandIsDeliveredUntilItIsAcknowledged() {
        var device = PLATFORM.register(UUID.randomUUID() + "-0123456789");
        var id = device.get("deviceId").getAsString();
        var bulk = PLATFORM.admin().post("bulk-operations", "{\"kind\":\"rollback\",\"parameters\":{\"snapshot\":\"s-4\"},"
                + "\"devices\":[\"" + id + "\"]}").expect(201).json().get("id").getAsLong();
        var api = PLATFORM.device(device);

        Await.until("the heartbeat says so", () -> HeartbeatIT.beat(api, device).json().get("feedback").getAsBoolean());
        var command = api.get("devices/" + id + "/feedback").expect(200).json().getAsJsonArray("commands").get(0)
                .getAsJsonObject();
        assertThat(command.get("kind").getAsString()).isEqualTo("rollback");
        assertThat(command.getAsJsonObject("parameters").get("snapshot").getAsString()).isEqualTo("s-4");
        assertThat(api.get("devices/" + id + "/feedback").json().getAsJsonArray("commands")).hasSize(1);
        var ack = "{\"schemaVersion\":1,\"results\":[{\"sequence\":" + command.get("sequence") + ",\"applied\":false,\"detail\":\"no such "
                + "snapshot\"}]}";
        api.post("devices/" + id + "/feedback/ack", ack).expect(204);
        api.post("devices/" + id + "/feedback/ack", ack).expect(204);

        assertThat(api.get("devices/" + id + "/feedback").json().getAsJsonArray("commands")).isEmpty();
        assertThat(HeartbeatIT.beat(api, device).json().get("feedback").getAsBoolean()).isFalse();
        var result = PLATFORM.admin().get("bulk-operations/" + bulk + "/results").json().getAsJsonArray("items").get(0)
                .getAsJsonObject();
        assertThat(result.get("state").getAsString()).isEqualTo("failed");
        assertThat(result.get("detail").getAsString()).isEqualTo("no such snapshot");
    }

    @Test
    void workOfAWorkerThatDiedIsDoneByAnother() throws SQLException {
        var device = PLATFORM.register(UUID.randomUUID() + "-0123456789").get("deviceId").getAsString();
        var bulk = PLATFORM.admin().post("bulk-operations", "{\"kind\":\"retire\",\"devices\":[\"" + device + "\"]}")
                .expect(201).json().get("id").getAsString();
        Await.until("done once", () -> PLATFORM.admin().get("bulk-operations/" + bulk).json().getAsJsonObject("counts")
                .has("done"));
        var id = insert(bulk, "running", 1, "'of a dead worker'");

        Await.until("redelivered", () -> item(id).get("state").getAsString().equals("done"));

        assertThat(item(id).get("attempts").getAsInt()).isEqualTo(2);
    }

    @Test
    void whatFailsToTheLastIsADeadLetterThatCanBeReplayedOrDiscarded() throws SQLException {
        // There is no such operation, so its handler fails.
        var id = insert("987654321", "ready", 7, "null");
        Await.until("dead", () -> item(id).get("state").getAsString().equals("dead"));
        assertThat(item(id).get("reason").getAsString()).isNotBlank();
        assertThat(PLATFORM.admin().get("notifications").body()).contains("work/" + id);

        var replayed = PLATFORM.admin().post("work/" + id + "/replay", "{}").expect(200).json();
        assertThat(replayed.get("state").getAsString()).isIn("ready", "running");
        PLATFORM.admin().delete("work/" + id).expect(409);
        try (var connection = PLATFORM.connect(); var statement = connection.createStatement()) {
            statement.executeUpdate("update work set max_attempts = 1 where id = " + id);
        }
        Await.until("dead again", () -> item(id).get("state").getAsString().equals("dead"));
        PLATFORM.admin().delete("work/" + id).expect(204);
        PLATFORM.admin().get("work/" + id).expect(404);
    }
}
