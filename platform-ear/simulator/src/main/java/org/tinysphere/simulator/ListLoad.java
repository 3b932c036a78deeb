package org.tinysphere.simulator;

import java.io.IOException;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiConsumer;

/** How fast lists are answered with much in the database. */
final class ListLoad {
    private static final int CALLS = 200;
    private static final List<String> QUERIES = List.of("devices", "devices?state=online", "devices?state=never",
            "devices?q=9999", "devices?group=big", "devices?tag=rare", "devices/counts", "groups", "drift-events",
            "drift-events?state=validated", "drift-events?device=many-7", "drift-events?monitor=m-3&state=new",
            "drift-events?group=big", "quarantine-samples", "adaptations", "packages", "packages?device=many-7",
            "packages?state=failed", "prediction-images", "devices/many-7/logs", "devices/many-7/commands",
            "devices/many-7/audit", "devices/many-7/metrics?names=m.3,m.7", "devices/many-7/metrics/names", "work",
            "audit", "notifications", "users", "api-keys", "enrollment-tokens", "bulk-operations",
            "rollouts", "rollouts/1", "rollouts/1/devices", "rollouts/1/devices?outcome=failed", "rollouts/1/history",
            "releases", "artifacts", "devices/many-7/software", "devices/many-7/deployments");
    private static final List<String> PAGES = List.of("/", "/devices.xhtml", "/devices.xhtml?state=online",
            "/devices.xhtml?q=9999", "/map.xhtml", "/groups.xhtml", "/device.xhtml?id=many-7",
            "/device.xhtml?id=many-7&tab=charts", "/device.xhtml?id=many-7&tab=drift", "/drift.xhtml",
            "/drift.xhtml?state=new", "/event.xhtml?id=7", "/label.xhtml", "/samples.xhtml", "/quality.xhtml",
            "/feedback.xhtml", "/packages.xhtml", "/images.xhtml", "/work.xhtml", "/dataset.xhtml", "/models.xhtml",
            "/analytics.xhtml", "/notifications.xhtml", "/audit.xhtml", "/users.xhtml", "/help.xhtml",
            "/rollouts.xhtml", "/rollout.xhtml?id=1", "/rollout.xhtml?id=1&outcome=failed", "/releases.xhtml",
            "/artifacts.xhtml", "/device.xhtml?id=many-7&tab=software");
    private final ScratchPlatform platform;

    ListLoad(ScratchPlatform platform) {
        this.platform = platform;
    }

    /** Milliseconds. */
    record Times(double p50, double p95, double most) {
    }

    /** 10,000 devices, 1,000,000 points, 100,000 drift events, 50,000 packages, a rollout to all devices. */
    void fill() throws SQLException {
        try (var connection = platform.connect(); var statement = connection.createStatement()) {
            awaitPartition(statement);
            statement.execute("insert into device_group (name, created_at) values ('big', now())");
            statement.execute("insert into device (id, key_hash, name, secret_hash, registered_at, tags, group_id) select "
                    + "'many-' || i, decode(md5('many' || i), 'hex'), 'device ' || i, '\\x00', now(), "
                    + "case when i % 1000 = 0 then array['rare'] else '{}' end, "
                    + "case when i % 2 = 0 then (select id from device_group where name = 'big') end "
                    + "from generate_series(1, 10000) i");
            statement.execute("insert into device_live (device, last_seen, interval_seconds, health, report, "
                    + "report_digest) select number, now() - case when number % 20 = 0 then interval '1 second' else "
                    + "interval '1 day' end, 3600, 'ok', '{}', '' from device where number % 3 <> 0");
            statement.execute("insert into metric (name) select 'm.' || i from generate_series(1, 10) i");
            statement.execute("insert into device_metric (device, metric, at, value) select d.number, m.id, "
                    + "now() - i * interval '1 minute', i from generate_series(1, 10) i, device d, metric m "
                    + "where m.name like 'm.%' and now() - i * interval '1 minute' >= date_trunc('day', now())");
            statement.execute("insert into drift_event (device, event_id, episode, kind, state, at, received_at, frame, "
                    + "monitor, label, neighbours, document, package, group_id) select d.number, 'e' || i, 'e' || i, "
                    + "'onset', case when i % 50 = 0 then 'validated' else 'new' end, now() - i * interval '1 minute', "
                    + "now(), i, 'm-' || i % 4, 'cup', '[]', 'x', 'p', d.group_id from generate_series(1, 100000) i "
                    + "join device d on d.id = 'many-' || (i % 10000 + 1)");
            statement.execute("insert into package (device, id, type, state, total, sha256, started_at, changed_at, "
                    + "received_at) select d.number, 'p' || i, 'metrics', case when i % 500 = 0 then 'failed' else "
                    + "'imported' end, 1, '', now(), now(), now() from generate_series(1, 50000) i "
                    + "join device d on d.id = 'many-' || (i % 10000 + 1)");
            rollout(statement);
            statement.execute("analyze");
        }
    }

    /** Four of five have it, one of twenty failed. Paused, so that it stays as it is. */
    private static void rollout(Statement statement) throws SQLException {
        statement.execute("insert into release (name, number, digest, signed, document, issued, expires, targets, uploaded_by, "
                + "uploaded_at) values ('r-1', 1, 'x', '{}', '{}', now(), now() + interval '1 year', '{class:default}', "
                + "'bench', now())");
        statement.execute("insert into rollout (name, release, state, wave, settings, borders, wave_began_at, created_by, "
                + "created_at) values ('bench', 1, 'paused', 2, '{\"waves\":[{\"count\":3},{\"percent\":25},"
                + "{\"percent\":100}]}', '{1,2,3}', now(), 'bench', now())");
        statement.execute("insert into rollout_device (rollout, device, place, wave, deployment) select 1, number, number, "
                + "number % 3, case when number % 5 <> 0 then 1 end from device");
        statement.execute("insert into deployment (device, number, release, rollout, forced, state, wanted, fetched, sequence, "
                + "reason, created_by, created_at, changed_at, ended_at) select number, 1, 1, 1, false, case when number % 20 "
                + "= 1 then 'rolled_back' else 'confirmed' end, false, true, 6, case when number % 20 = 1 then 'slower' end, "
                + "'bench', now(), now(), now() from device where number % 5 <> 0");
        statement.execute("insert into installed (device, release, number, deployment, java, packages, document, received_at) "
                + "select number, 'r-1', 1, case when number % 20 = 1 then 0 else 1 end, 17, '', "
                + "'{\"schemaVersion\":1,\"time\":\"2026-01-01T00:00:00Z\",\"number\":1,\"deployment\":1}', now() "
                + "from device where number % 5 <> 0");
    }

    /** Today's is made some seconds after the start. */
    private static void awaitPartition(Statement statement) throws SQLException {
        while (true) {
            try (var rows = statement.executeQuery("select 1 from pg_inherits where inhparent = "
                    + "'device_metric'::regclass")) {
                if (rows.next()) {
                    return;
                }
            }
            LockSupport.parkNanos(200_000_000);
        }
    }

    void lists(BiConsumer<String, Times> result) throws IOException {
        for (var query : QUERIES) {
            result.accept(query, time(query, ServerLink.head("GET", "/api/v1/" + query, platform.adminKey(),
                    "application/json", 0, "")));
        }
    }

    /** Pages of the console, without what they load besides. */
    void pages(BiConsumer<String, Times> result) throws IOException {
        var cookie = platform.adminCookie();
        for (var page : PAGES) {
            result.accept(page, time(page, ServerLink.page(page, cookie)));
        }
    }

    private Times time(String what, byte[] request) throws IOException {
        var micros = new long[CALLS];
        try (var link = new ServerLink(platform.root().getPort())) {
            for (var i = -20; i < CALLS; i++) {
                var begin = System.nanoTime();
                var status = link.send(request);
                if (status != 200) {
                    throw new IOException(what + " was answered with " + status);
                }
                if (i >= 0) {
                    micros[i] = (System.nanoTime() - begin) / 1000;
                }
            }
        }
        Arrays.sort(micros);
        return new Times(micros[CALLS / 2] / 1000.0, micros[CALLS * 95 / 100] / 1000.0, micros[CALLS - 1] / 1000.0);
    }
}
