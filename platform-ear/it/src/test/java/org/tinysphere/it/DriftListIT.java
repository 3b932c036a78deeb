package org.tinysphere.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class DriftListIT {
    private static final Platform PLATFORM = Platform.running();
    private static final String GROUP = "drift-" + UUID.randomUUID();
    private static String device;

    @BeforeAll
    static void fill() throws SQLException {
        device = PLATFORM.register(UUID.randomUUID() + "-0123456789").get("deviceId").getAsString();
        PLATFORM.admin().post("groups", "{\"name\":\"" + GROUP + "\"}").expect(201);
        PLATFORM.admin().patch("devices/" + device, "{\"group\":\"" + GROUP + "\"}").expect(200);
        try (var connection = PLATFORM.connect(); var statement = connection.createStatement()) {
            statement.execute("insert into device (id, key_hash, name, secret_hash, registered_at) select "
                    + "'drift-' || i, decode(md5('drift' || i), 'hex'), 'd ' || i, '\\x00', now() "
                    + "from generate_series(1, 500) i");
            statement.execute(events("'big-' || i", "case when i % 50 = 0 then 'validated' else 'new' end", "minute",
                    "'m-' || i % 4", 100_000, "'drift-' || (i % 500 + 1)"));
            statement.execute(events("'own-' || i", "'new'", "day", "'own'", 5, "'" + device + "'"));
            statement.execute("insert into device_group (name, created_at) values ('big-" + GROUP + "', now())");
            statement.execute("update device set group_id = (select id from device_group where name = 'big-" + GROUP
                    + "') where id like 'drift-%'");
            statement.execute("analyze drift_event, device");
        }
    }

    private static String events(String event, String state, String step, String monitor, int count, String device) {
        return "insert into drift_event (device, event_id, episode, kind, state, at, received_at, frame, monitor, "
                + "label, neighbours, document, package, group_id) select d.number, " + event + ", " + event
                + ", 'onset', " + state + ", now() - i * interval '1 " + step + "', now(), i, " + monitor
                + ", 'cup', '[]', 'x', 'p', d.group_id "
                + "from generate_series(1, " + count + ") i join device d on d.id = " + device;
    }

    @Test
    void aHundredThousandEventsAreListedInTime() {
        for (var query : new String[] {"drift-events?limit=50", "drift-events?state=validated",
            "drift-events?device=drift-7", "drift-events?monitor=m-3&state=new",
            "drift-events?group=" + GROUP, "drift-events?group=big-" + GROUP, "drift-events?group=none"}) {
            var times = new long[21];
            for (var i = 0; i < times.length; i++) {
                var begin = System.nanoTime();
                PLATFORM.admin().get(query).expect(200);
                times[i] = (System.nanoTime() - begin) / 1_000_000;
            }
            Arrays.sort(times);
            assertThat(times[10]).as(query).isLessThan(50);
            System.out.println(query + ": median " + times[10] + " ms, p95 " + times[19] + " ms");
        }
        var begin = System.nanoTime();
        PLATFORM.admin().get("detector-quality?by=monitor").expect(200);
        System.out.println("detector-quality: " + (System.nanoTime() - begin) / 1_000_000 + " ms");
    }

    @Test
    void everyEventIsOnOnePage() {
        var seen = new HashSet<Long>();
        var after = "";
        do {
            var page = PLATFORM.admin().get("drift-events?device=drift-9&limit=70&after=" + after).expect(200).json();
            page.getAsJsonArray("items").forEach(item -> assertThat(seen.add(item.getAsJsonObject().get("id")
                    .getAsLong())).isTrue());
            after = page.has("next") ? page.get("next").getAsString() : "";
        } while (!after.isEmpty());
        assertThat(seen).hasSize(200);
    }

    @Test
    void withoutFeaturesOnlyAccuracyIsCountedAndQualityFollowsFromVerdicts() {
        var own = PLATFORM.admin().get("drift-events?monitor=own&group=" + GROUP).expect(200).json()
                .getAsJsonArray("items");
        assertThat(own).hasSize(5);
        for (var i = 0; i < 4; i++) {
            PLATFORM.admin().post("drift-events/" + own.get(i).getAsJsonObject().get("id").getAsLong() + "/validations",
                    "{\"verdict\":\"" + (i == 0 ? "false_alarm" : "true_drift") + "\",\"label\":\"shoe\"}").expect(200);
        }
        var path = "drift-events/" + own.get(0).getAsJsonObject().get("id").getAsLong();
        var told = PLATFORM.admin().get(path).expect(200).json().getAsJsonArray("feedback").get(0).getAsJsonObject();
        assertThat(told.get("action").getAsString()).isEqualTo("label_frame");
        PLATFORM.admin().get(path + "/image").expect(404);
        PLATFORM.admin().get(path + "/features").expect(404);

        var line = PLATFORM.admin().get("detector-quality?by=monitor").expect(200).json().getAsJsonArray("items")
                .asList().stream().map(item -> item.getAsJsonObject())
                .filter(item -> item.get("key").getAsString().equals("own")).findFirst().orElseThrow();
        assertThat(line.get("events").getAsInt()).isEqualTo(5);
        assertThat(line.get("judged").getAsInt()).isEqualTo(4);
        assertThat(line.get("precision").getAsDouble()).isEqualTo(0.75);
        assertThat(line.has("deviceDays")).isFalse();
        PLATFORM.admin().put(path + "/state", "{\"state\":\"validated\"}").expect(409);
    }
}
