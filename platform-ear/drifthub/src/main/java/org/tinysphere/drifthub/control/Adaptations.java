package org.tinysphere.drifthub.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.tinylcm.protocol.Json;
import org.tinylcm.protocol.JsonLimits;
import org.tinysphere.core.control.Db;
import org.tinysphere.core.control.Row;

/** What devices changed in themselves, and their whole trails. */
@ApplicationScoped
public class Adaptations {
    @Inject
    private Db db;

    /**
     * @param decidedAt time of the first line about it
     * @param at time of the last one, which gives the outcome
     * @param before figures of the model before
     * @param after figures of the one after, as measured last
     */
    @Schema(name = "AdaptationsLine")
    public record Line(long id, String device, String adaptationId, String outcome, Instant decidedAt, Instant at,
            Long frame, String trigger, String label, List<String> samples, String reason, Object before, Object after,
            String snapshot) {
    }

    /** A line of a device's trail. */
    public record Entry(long sequence, Instant at, String kind, Object details) {
    }

    /** Each line once; of the lines about one adaptation the last by number gives the outcome. */
    void add(long device, List<AuditImporter.Line> lines) {
        for (var line : lines) {
            var entry = line.entry();
            var fresh = db.update("insert into device_audit (device, sequence, digest, at, kind, line) "
                    + "values (?, ?, ?, ?, ?, ?) on conflict do nothing", device, entry.sequence(), line.digest(),
                    entry.at(), entry.kind(), line.text());
            if (fresh > 0 && line.change() != null) {
                merge(device, line);
            }
        }
    }

    private void merge(long device, AuditImporter.Line line) {
        var change = line.change();
        var entry = line.entry();
        db.update("insert into adaptation as x (device, adaptation_id, sequence, at, decided_at, outcome, frame, "
                + "cause, label, samples, reason, figures_before, figures_after, snapshot) "
                + "values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict (device, adaptation_id) do update set "
                + "outcome = case when excluded.sequence > x.sequence then excluded.outcome else x.outcome end, "
                + "reason = case when excluded.sequence > x.sequence then coalesce(excluded.reason, x.reason) "
                + "else coalesce(x.reason, excluded.reason) end, "
                + "figures_before = x.figures_before || excluded.figures_before, "
                + "figures_after = case when excluded.sequence > x.sequence "
                + "then x.figures_after || excluded.figures_after else excluded.figures_after || x.figures_after end, "
                + "frame = coalesce(x.frame, excluded.frame), cause = coalesce(x.cause, excluded.cause), "
                + "label = coalesce(x.label, excluded.label), snapshot = coalesce(x.snapshot, excluded.snapshot), "
                + "samples = case when x.samples = '{}' then excluded.samples else x.samples end, "
                + "at = greatest(x.at, excluded.at), decided_at = least(x.decided_at, excluded.decided_at), "
                + "sequence = greatest(x.sequence, excluded.sequence), received_at = now()", device, change.id(),
                entry.sequence(), entry.at(), entry.at(), change.outcome(), change.frame(), change.cause(),
                change.label(), change.samples().toArray(String[]::new), change.reason(), Json.write(change.before()),
                Json.write(change.after()), change.snapshot());
    }

    /** The latest that came first. Parts that are null do not matter. */
    public List<Line> list(String device, String group, String outcome, long before, int limit) {
        var filter = new Filter().and("x.id < ?", before).device(device).group(group).and("x.outcome = ?", outcome);
        return db.list("select x.*, d.id as device_id from adaptation x join device d on d.number = x.device where "
                + filter.where() + " order by x.id desc limit ?", Adaptations::line, filter.parameters(limit));
    }

    /** The trail of a device, backwards. */
    public List<Entry> trail(long device, long before, int limit) {
        return db.list("select sequence, at, kind, line from device_audit where device = ? and sequence < ? "
                + "order by sequence desc limit ?", row -> new Entry(row.number("sequence"), row.time("at"),
                row.text("kind"), tree(row.text("line")).getAsJsonObject().get("details")), device, before, limit);
    }

    private static Line line(Row row) throws SQLException {
        return new Line(row.number("id"), row.text("device_id"), row.text("adaptation_id"), row.text("outcome"),
                row.time("decided_at"), row.time("at"), row.numberOrNull("frame"), row.text("cause"),
                row.text("label"), row.texts("samples"), row.text("reason"), tree(row.text("figures_before")),
                tree(row.text("figures_after")), row.text("snapshot"));
    }

    private static com.google.gson.JsonElement tree(String json) {
        return Json.tree(json, "database", JsonLimits.DOCUMENT);
    }
}
