package org.tinysphere.fleet.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.tinylcm.protocol.ConfigurationReport;
import org.tinylcm.protocol.ConfigurationSchema;
import org.tinylcm.protocol.DesiredConfiguration;
import org.tinylcm.protocol.Json;
import org.tinysphere.core.control.AuditLog;
import org.tinysphere.core.control.Db;
import org.tinysphere.core.control.Problem;
import org.tinysphere.core.control.Secrets;

/** What groups and devices should be configured as, in versions; a device's own values go before its group's. */
@ApplicationScoped
public class Configurations {
    private static final String NEXT = "insert into configuration (scope, target, version, values, changed_by, "
            + "changed_at) select ?, ?, coalesce(max(version), 0) + 1, ?, ?, now() from configuration "
            + "where scope = ? and target = ? returning version";
    @Inject
    private Db db;
    @Inject
    private AuditLog audit;

    /** For a group or one device. */
    public enum Scope {
        GROUP, DEVICE;

        String id() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    /** @param version 0 if nothing was ever wanted */
    public record Profile(int version, Map<String, Map<String, String>> values, String changedBy, Instant changedAt) {
    }

    /** @param schema what the device said can be configured; absent if it has not yet */
    public record OfDevice(Profile own, Profile group, DesiredConfiguration effective, String reportedVersion,
            Instant reportedAt, List<ConfigurationReport.Result> results, ConfigurationSchema schema) {
    }

    public DesiredConfiguration desired(long device, Long group) {
        var values = new TreeMap<String, Map<String, String>>();
        if (group != null) {
            merge(values, profile(Scope.GROUP, group).values);
        }
        merge(values, profile(Scope.DEVICE, device).values);
        var digest = Secrets.hash(Json.write(values));
        return new DesiredConfiguration(DesiredConfiguration.VERSION, values.isEmpty() ? "none"
                : Base64.getUrlEncoder().withoutPadding().encodeToString(digest).substring(0, 16), values);
    }

    public Profile profile(Scope scope, long target) {
        return db.first("select version, values, changed_by, changed_at from configuration where scope = ? and "
                + "target = ? order by version desc limit 1", row -> new Profile(row.count("version"),
                values(row.text("values")), row.text("changed_by"), row.time("changed_at")), scope.id(), target)
                .orElse(new Profile(0, Map.of(), null, null));
    }

    /** @param expected version that the change is based on; null if it does not matter */
    public Profile set(Scope scope, long target, String subject, Map<String, Map<String, String>> values,
            Integer expected, String who) {
        var before = profile(scope, target);
        if (expected != null && expected != before.version) {
            throw new Problem(412, "changed-meanwhile", "the configuration has version " + before.version
                    + " by now, not " + expected);
        }
        db.first(NEXT, row -> row.count("version"), scope.id(), target, Json.write(values), who, scope.id(), target);
        audit.record(who, "configuration.set", subject, Map.of("version", before.version + 1, "values", values));
        return profile(scope, target);
    }

    /** For people: checked against what the device, or a device of the group, says can be configured. */
    public Profile change(Scope scope, long target, String subject, Map<String, Map<String, String>> values,
            Integer expected, String who) {
        ConfigurationCheck.shape(values);
        if (scope == Scope.DEVICE) {
            ConfigurationCheck.against(schema(target), values, subject);
        } else {
            schemas(target).forEach((device, schema) -> ConfigurationCheck.against(schema, values, device));
        }
        return set(scope, target, subject, values, expected, who);
    }

    /** Adds to what is wanted of one device already. */
    void merge(long device, String id, Map<String, Map<String, String>> values, String who) {
        var merged = new TreeMap<String, Map<String, String>>();
        merge(merged, profile(Scope.DEVICE, device).values);
        merge(merged, values);
        change(Scope.DEVICE, device, "device/" + id, merged, null, who);
    }

    public OfDevice ofDevice(long device, Long group) {
        var report = db.first("select * from configuration_report where device = ?", row -> new OfDevice(null, null,
                null, row.text("version"), row.time("received_at"), results(row.text("results")), null), device)
                .orElse(new OfDevice(null, null, null, null, null, List.of(), null));
        return new OfDevice(profile(Scope.DEVICE, device), group == null ? null : profile(Scope.GROUP, group),
                desired(device, group), report.reportedVersion, report.reportedAt, report.results, schema(device));
    }

    public ConfigurationSchema schema(long device) {
        return db.first("select schema from configuration_schema where device = ?",
                row -> Json.read(row.text("schema"), ConfigurationSchema.class, "schema"), device).orElse(null);
    }

    public void store(long device, ConfigurationSchema schema) {
        db.update("insert into configuration_schema (device, received_at, schema) values (?, now(), ?) on conflict "
                + "(device) do update set received_at = now(), schema = excluded.schema", device, Json.write(schema));
    }

    public void store(long device, ConfigurationReport report) {
        db.update("insert into configuration_report (device, version, received_at, results) values (?, ?, now(), ?) "
                + "on conflict (device) do update set version = excluded.version, received_at = now(), "
                + "results = excluded.results", device, report.version(), Json.write(report.results()));
    }

    /** By device, of up to 20 of the group's devices that are not all alike: most devices of a group are. */
    public Map<String, ConfigurationSchema> schemas(long group) {
        var schemas = new TreeMap<String, ConfigurationSchema>();
        db.list("select min(d.id) as id, s.schema::text as schema from configuration_schema s join device d "
                + "on d.number = s.device where d.group_id = ? and d.retired_at is null group by 2 order by 1 limit 20",
                row -> schemas.put(row.text("id"), Json.read(row.text("schema"), ConfigurationSchema.class, "schema")),
                group);
        return schemas;
    }

    private static void merge(Map<String, Map<String, String>> into, Map<String, Map<String, String>> values) {
        values.forEach((pid, keys) -> into.computeIfAbsent(pid, p -> new TreeMap<>()).putAll(keys));
    }

    private static Map<String, Map<String, String>> values(String json) {
        return Json.read("{\"schemaVersion\":1,\"version\":\"-\",\"values\":" + json + "}",
                DesiredConfiguration.class, "configuration").values();
    }

    private static List<ConfigurationReport.Result> results(String json) {
        return Json.read("{\"schemaVersion\":1,\"version\":\"-\",\"results\":" + json + "}",
                ConfigurationReport.class, "report").results();
    }
}
