package org.tinysphere.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonObject;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Two devices over two whole days, with figures that can be computed by hand. */
class AnalyticsIT {
    private static final Platform PLATFORM = Platform.running();
    private static final String GROUP = "figures-" + UUID.randomUUID();
    private static final String FIRST = LocalDate.now(ZoneOffset.UTC).minusDays(3).toString();
    private static final String SECOND = LocalDate.now(ZoneOffset.UTC).minusDays(2).toString();
    private static final String DAYS = "from=" + FIRST + "&to=" + SECOND + "&group=" + GROUP;

    @BeforeAll
    static void fill() throws SQLException {
        try (var connection = PLATFORM.connect(); var statement = connection.createStatement()) {
            statement.execute("insert into device_group (name, created_at) values ('" + GROUP + "', now())");
            for (var name : new String[] {"a", "b"}) {
                statement.execute("insert into device (id, key_hash, name, secret_hash, registered_at, group_id, "
                        + "platform, runtime_version, latitude, longitude) select '" + name + "-" + GROUP
                        + "', decode(md5('" + name + GROUP + "'), 'hex'), '=" + name + "', '\\x00', "
                        + "'" + FIRST + "T00:00:00Z', id, 'Debian', '" + (name.equals("a") ? "1.0" : "2.0")
                        + "', 48.2, 11.6 from device_group where name = '" + GROUP + "'");
            }
            statement.execute("insert into metric (name) values ('pipeline.frames'), ('pipeline.time.total.p50.micros'), "
                    + "('process.cpu.percent'), ('disk.free.bytes'), ('disk.total.bytes') on conflict do nothing");
            // a: 100 frames in an hour, 300 more, then begun again with 50: 450. b: 550 frames in one hour.
            hour("a", FIRST + "T10:00:00Z", 2, 0, 100, 4000);
            hour("a", FIRST + "T11:00:00Z", 2, 200, 400, 4000);
            hour("a", SECOND + "T00:00:00Z", 2, 10, 50, 4000);
            hour("b", SECOND + "T05:00:00Z", 4, 0, 550, 8000);
            for (var i = 0; i < 4; i++) {
                statement.execute("insert into drift_event (device, event_id, episode, kind, state, at, received_at, "
                        + "frame, monitor, label, neighbours, document, package) select number, 'e" + i + "', 'e" + i
                        + "', 'onset', '" + (i < 3 ? "validated" : "new") + "', '" + FIRST + "T10:30:00Z', now(), 1, 'm', "
                        + "'" + (i == 0 ? "bag" : "cup") + "', '[]', 'x', 'p' from device where id = 'a-" + GROUP + "'");
                if (i < 3) {
                    statement.execute("insert into drift_validation (event, validator, verdict, label, at) "
                            + "select e.id, 'p', 'true_drift', 'cup', now() from drift_event e join device d "
                            + "on d.number = e.device where d.id = 'a-" + GROUP + "' and event_id = 'e" + i + "'");
                }
                statement.execute("insert into adaptation (device, adaptation_id, sequence, at, decided_at, outcome) "
                        + "select number, 'x" + i + "', 1, '" + SECOND + "T10:00:00Z', now(), '"
                        + (i == 3 ? "rolled_back" : "confirmed") + "' from device where id = 'b-" + GROUP + "'");
                statement.execute("insert into package (device, id, type, state, total, sha256, started_at, changed_at, "
                        + "received_at, reason) select number, 'p" + i + GROUP + "', 'metrics', '"
                        + (i < 2 ? "failed" : "imported") + "', 1, '', now(), now(), '" + SECOND + "T10:00:00Z', "
                        + (i < 2 ? "'line " + (i + 5) + " is wrong'" : "null") + " from device where id = 'b-" + GROUP
                        + "'");
            }
        }
    }

    private static void hour(String device, String hour, int points, double least, double most, double micros)
            throws SQLException {
        try (var connection = PLATFORM.connect(); var statement = connection.prepareStatement(
                "insert into device_metric_hour (device, metric, hour, n, total, least, most) select d.number, m.id, "
                + "?::timestamptz, ?, x.total, x.least, x.most from device d, metric m join (values "
                + "('pipeline.frames', 0, ?, ?), ('pipeline.time.total.p50.micros', ? * ?, ?, ?), "
                + "('disk.free.bytes', 25.0 * ?, 25.0, 25.0), ('disk.total.bytes', 100.0 * ?, 100.0, 100.0)) "
                + "x(name, total, least, most) on x.name = m.name where d.id = ?")) {
            var values = new Object[] {hour, points, least, most, micros, points, micros, micros, points, points,
                device + "-" + GROUP};
            for (var i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            statement.executeUpdate();
        }
    }

    private static JsonObject total() {
        return PLATFORM.admin().get("analytics/total?" + DAYS).expect(200).json();
    }

    @Test
    void figuresAreWhatTheRollUpsSay() {
        Await.until("the days are rolled up", () -> total().has("frames") && total().get("frames").getAsDouble() == 1000);
        var total = total();
        assertThat(total.get("devices").getAsInt()).isEqualTo(2);
        // 3 hours of a and 1 of b, of 2 devices x 48 hours.
        assertThat(total.get("uptime").getAsDouble()).isCloseTo(4.0 / 96, within(1e-9));
        // Weighted by frames: 450 with 4 ms, 550 with 8 ms.
        assertThat(total.get("inferenceMillis").getAsDouble()).isCloseTo(0.45 * 4 + 0.55 * 8, within(1e-9));
        assertThat(total.get("onsetsPerThousandFrames").getAsDouble()).isCloseTo(4, within(1e-9));
        assertThat(total.get("adaptationSuccess").getAsDouble()).isEqualTo(0.75);
        assertThat(total.get("judged").getAsInt()).isEqualTo(3);
        assertThat(total.get("accuracy").getAsDouble()).isCloseTo(2.0 / 3, within(1e-9));
        assertThat(total.get("syncSuccess").getAsDouble()).isEqualTo(0.5);
        assertThat(total.get("diskUsedShare").getAsDouble()).isCloseTo(0.75, within(1e-9));
        assertThat(total.has("cpuPercent")).as("nobody reported it").isFalse();
        assertThat(total.has("temperatureCelsius")).isFalse();

        var days = PLATFORM.admin().get("analytics/days?" + DAYS).expect(200).json().getAsJsonArray("items");
        assertThat(days).hasSize(2);
        var first = days.get(0).getAsJsonObject();
        assertThat(first.get("day").getAsString()).isEqualTo(FIRST);
        assertThat(first.getAsJsonObject("figures").get("frames").getAsDouble()).isEqualTo(400);
        assertThat(first.getAsJsonObject("figures").get("uptime").getAsDouble()).isCloseTo(2.0 / 48, within(1e-9));
        assertThat(first.getAsJsonObject("figures").has("adaptationSuccess")).isFalse();

        var versions = PLATFORM.admin().get("analytics/comparison?by=version&" + DAYS).expect(200).json()
                .getAsJsonArray("items");
        assertThat(versions).hasSize(2);
        assertThat(versions.get(1).getAsJsonObject().get("key").getAsString()).isEqualTo("2.0");
        assertThat(versions.get(1).getAsJsonObject().getAsJsonObject("figures").get("frames").getAsDouble())
                .isEqualTo(550);
        for (var by : new String[] {"group", "model", "platform", "architecture", "board", "location"}) {
            var lines = PLATFORM.admin().get("analytics/comparison?by=" + by + "&" + DAYS).expect(200).json()
                    .getAsJsonArray("items");
            assertThat(lines).as(by).hasSize(1);
            assertThat(lines.get(0).getAsJsonObject().getAsJsonObject("figures").get("frames").getAsDouble())
                    .as(by).isEqualTo(1000);
        }
        var activity = PLATFORM.admin().get("analytics/activity?format=csv&" + DAYS).expect(200);
        assertThat(activity.body()).isEqualTo("day,registered,active\r\n" + FIRST + ",2,1\r\n" + SECOND
                + ",2,2\r\n");
    }

    @Test
    void theFleetIsDescribedAndMistakesAreCountedByKind() {
        var fleet = PLATFORM.admin().get("analytics/fleet?group=" + GROUP).expect(200).json();
        assertThat(fleet.get("devices").getAsInt()).isEqualTo(2);
        assertThat(fleet.get("active24h").getAsInt()).isZero();
        assertThat(fleet.getAsJsonArray("connectivity").get(0).toString()).isEqualTo("{\"value\":\"never\",\"devices\":2}");
        assertThat(fleet.getAsJsonArray("places").get(0).toString())
                .isEqualTo("{\"latitude\":48.5,\"longitude\":11.5,\"devices\":2}");
        var problems = PLATFORM.admin().get("analytics/problems?" + DAYS).expect(200).json().getAsJsonArray("items");
        assertThat(problems).hasSize(1);
        assertThat(problems.get(0).getAsJsonObject().get("reason").getAsString()).isEqualTo("metrics: line # is wrong");
        assertThat(problems.get(0).getAsJsonObject().get("count").getAsInt()).isEqualTo(2);
    }

    @Test
    void wrongQuestionsAreRefused() {
        for (var query : new String[] {"days?from=yesterday", "days?from=2026-03-02&to=2026-03-01",
            "days?from=2020-01-01&to=2026-03-01", "comparison?by=colour", "days?format=xml"}) {
            PLATFORM.admin().get("analytics/" + query).expect(400);
        }
        assertThat(PLATFORM.admin().get("analytics/total?group=nobody").expect(200).json().get("devices").getAsInt())
                .isZero();
    }

    @Test
    void aMonthOfTenThousandDevicesIsQuick() throws SQLException {
        try (var connection = PLATFORM.connect(); var statement = connection.createStatement()) {
            statement.execute("insert into device_day (device, day, hours, frames, inference_micros, cpu_percent, "
                    + "rss_bytes) select -i, current_date - j, 24, 1000, 5000, 30, 1e8 "
                    + "from generate_series(1, 10000) i, generate_series(0, 29) j");
            statement.execute("insert into device (number, id, key_hash, name, secret_hash, registered_at) "
                    + "overriding system value select -i, 'month-' || i, decode(md5('month' || i), 'hex'), 'm', '\\x00', "
                    + "now() - interval '40 days' from generate_series(1, 10000) i");
            statement.execute("analyze device, device_day");
        }
        try {
            for (var query : new String[] {"fleet", "activity", "total", "days", "comparison?by=version", "problems"}) {
                var times = new long[7];
                for (var i = 0; i < times.length; i++) {
                    var begin = System.nanoTime();
                    PLATFORM.admin().get("analytics/" + query).expect(200);
                    times[i] = (System.nanoTime() - begin) / 1_000_000;
                }
                Arrays.sort(times);
                System.out.println("analytics/" + query + ": median " + times[3] + " ms, most " + times[6] + " ms");
            }
        } finally {
            try (var connection = PLATFORM.connect(); var statement = connection.createStatement()) {
                statement.execute("delete from device_day where device < 0");
                statement.execute("delete from device where number < 0");
            }
        }
    }
}
