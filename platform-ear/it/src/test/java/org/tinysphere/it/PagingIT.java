package org.tinysphere.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.HashSet;
import org.junit.jupiter.api.Test;

class PagingIT {
    private static final Platform PLATFORM = Platform.running();

    @Test
    void tenThousandDevicesAreListedQuicklyAndEachOnce() throws SQLException {
        try (var connection = PLATFORM.connect(); var statement = connection.createStatement()) {
            statement.execute("insert into device (id, key_hash, name, secret_hash, registered_at, tags) select "
                    + "'page-' || lpad(i::text, 6, '0'), decode(md5(i::text), 'hex'), 'page ' || i, '\\x00', now(), "
                    + "array['paged'] from generate_series(1, 10000) i");
            statement.execute("insert into device_live select number, now() - (random() * 1000 || ' s')::interval, 30, "
                    + "'ok', null, '{}', '' from device where id like 'page-%'");
            statement.execute("analyze device, device_live");
        }
        var seen = new HashSet<String>();
        var after = "";
        for (var page = 0; page < 25; page++) {
            var answer = PLATFORM.admin().get("devices?tag=paged&limit=400&after=" + after).expect(200).json();
            answer.getAsJsonArray("items").forEach(item -> assertThat(seen.add(item.getAsJsonObject().get("id")
                    .getAsString())).isTrue());
            after = answer.has("next") ? answer.get("next").getAsString() : "";
        }
        assertThat(seen).hasSize(10_000);
        assertThat(after).isEmpty();
        for (var query : new String[] {"devices?limit=50", "devices?state=online&limit=50", "devices?q=page%2099",
            "devices?tag=none", "devices/counts"}) {
            var times = new long[21];
            for (var i = 0; i < times.length; i++) {
                var begin = System.nanoTime();
                PLATFORM.admin().get(query).expect(200);
                times[i] = (System.nanoTime() - begin) / 1_000_000;
            }
            java.util.Arrays.sort(times);
            System.out.println(query + ": median " + times[10] + " ms, p95 " + times[19] + " ms");
        }
        PLATFORM.admin().get("devices?limit=0").expect(400);
        PLATFORM.admin().get("devices?after=%00").expect(400);
    }
}
