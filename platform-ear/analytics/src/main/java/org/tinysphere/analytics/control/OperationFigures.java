package org.tinysphere.analytics.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.tinysphere.core.control.Db;
import org.tinysphere.core.control.Row;

/**
 * How the devices do, by day and compared with one another. Everything comes from the daily roll-ups, the drift events,
 * the adaptations and the packages; what nobody reported is null, never zero.
 */
@ApplicationScoped
public class OperationFigures {
    private static final int MOST_LINES = 500;
    @Inject
    private Db db;

    /**
     * Figures of some devices over some days. Means over devices and days are weighted: times by frames, all else by
     * the hours with figures.
     *
     * @param devices devices that sent figures
     * @param uptime hours with figures / hours in which the devices were registered, 0..1
     * @param inferenceMillis mean over time of the median time of a frame, milliseconds
     * @param onsets beginnings of drift, of all monitors
     * @param onsetsPerThousandFrames of the frames in these days
     * @param adaptationSuccess confirmed / (confirmed + rolled back), 0..1
     * @param judged events and samples that people named
     * @param accuracy share of these for which the device's own label was the people's, 0..1: of what was odd enough to
     *         be sent, so lower than over all frames
     * @param syncSuccess imported packages / (imported + failed), 0..1
     */
    public record Figures(long devices, Double uptime, Double frames, Double inferenceMillis, long onsets,
            Double onsetsPerThousandFrames, long adaptationsKept, long adaptationsUndone, Double adaptationSuccess,
            long judged, Double accuracy, long packagesImported, long packagesFailed, Double syncSuccess,
            Double cpuPercent, Double rssBytes, Double memoryUsedShare, Double diskUsedShare,
            Double temperatureCelsius) {
    }

    /** @param day ISO 8601, UTC */
    public record Day(String day, Figures figures) {
    }

    /** @param key empty: not known, or none */
    @Schema(name = "OperationFiguresLine")
    public record Line(String key, Figures figures) {
    }

    /**
     * @param source package, configuration, command or health
     * @param reason with every number as #, so that the same mistake is one line
     */
    public record Problem(String source, String reason, long count, long devices, Instant last) {
    }

    public Figures total(Span span) {
        return query(span, null).get(0).figures;
    }

    public List<Day> days(Span span) {
        return query(span, "day").stream().map(line -> new Day(line.key, line.figures)).toList();
    }

    /** The lines with most devices first. */
    public List<Line> by(Dimension dimension, Span span) {
        return query(span, dimension.column());
    }

    /** What went wrong, the most frequent first. */
    public List<Problem> problems(Span span) {
        return db.list("with span as (select ?::date::timestamp at time zone 'UTC' as first, "
                + "(?::date + 1)::timestamp at time zone 'UTC' as last), "
                + "own as (select d.number from device d left join device_group g on g.id = d.group_id "
                + "where ?::text is null or g.name = ?), wrong as ("
                + "select 'package' as source, p.type || ': ' || coalesce(p.reason, '') as reason, p.device, "
                + "p.received_at as at from package p, span where (p.state = 'failed' or p.bad_lines > 0) "
                + "and p.received_at >= span.first and p.received_at < span.last union all "
                + "select 'command', c.kind || ': ' || coalesce(c.detail, ''), c.device, c.ended_at from device_command c, "
                + "span where c.state = 'refused' and c.ended_at >= span.first and c.ended_at < span.last union all "
                + "select 'health', reason, l.device, l.last_seen from span, device_live l, "
                + "jsonb_array_elements_text(l.report->'reasons') reason where l.health <> 'ok' "
                + "and l.last_seen >= span.first and l.last_seen < span.last) "
                + "select source, left(regexp_replace(reason, '[0-9]+', '#', 'g'), 300) as reason, count(*) as n, "
                + "count(distinct device) as devices, max(at) as last from wrong join own on own.number = wrong.device "
                + "group by 1, 2 order by 3 desc, 1, 2 limit 100", row -> new Problem(row.text("source"),
                row.text("reason"), row.number("n"), row.number("devices"), row.time("last")), span.from(), span.to(),
                span.group(), span.group());
    }

    /**
     * One statement. Each table is summed by itself before they meet: joined row by row they would count one another.
     */
    private List<Line> query(Span span, String key) {
        var byDay = "day".equals(key);
        var column = key == null ? "''" : byDay ? "t.day::text" : key;
        var own = "own as (select d.*, " + (key == null || byDay ? "''" : "coalesce(" + key + ", '')") + " as key "
                + "from device d left join device_group g on g.id = d.group_id "
                + "left join device_live l on l.device = d.number where (?::text is null or g.name = ?))";
        var by = byDay ? "t.day::text" : "own.key";
        var parameters = new ArrayList<Object>(List.of(span.from(), span.to()));
        parameters.add(span.group());
        parameters.add(span.group());
        var sql = "with span as (select ?::date as first, ?::date as last, now() as until), " + own + ", "
                + "keys as (" + keys(key, byDay) + "), "
                + "figures as (select " + by + " as key, count(distinct t.device) as devices, sum(t.hours) as hours, "
                + "sum(t.frames) as frames, "
                + weighted("inference_micros", "frames") + ", " + weighted("cpu_percent", "hours") + ", "
                + weighted("rss_bytes", "hours") + ", " + weighted("temperature_celsius", "hours") + ", "
                + used("memory_available_bytes", "memory_total_bytes", "memory") + ", "
                + used("disk_free_bytes", "disk_total_bytes", "disk")
                + " from span, device_day t join own on own.number = t.device "
                + "where t.day between span.first and span.last group by 1), "
                + "possible as (" + possible(byDay) + "), "
                + "drift as (select " + by + " as key, count(*) as onsets from " + times("drift_event", "at",
                        "kind = 'onset'") + " group by 1), "
                + "adapted as (select " + by + " as key, count(*) filter (where outcome = 'confirmed') as kept, "
                + "count(*) filter (where outcome = 'rolled_back') as undone from "
                + times("adaptation", "at", "true") + " group by 1), "
                + "named as (select " + by + " as key, count(*) as judged, count(*) filter (where t.own_label = t.label) "
                + "as right from (select v.label, coalesce(e.device, s.device) as device, coalesce(e.label, s.predicted) "
                + "as own_label, (coalesce(e.at, s.at, v.at) at time zone 'UTC')::date as day from ("
                + "select distinct on (event, sample) event, sample, label, at from drift_validation "
                + "where label is not null order by event, sample, at desc, id desc) v "
                + "left join drift_event e on e.id = v.event left join quarantine_sample s on s.id = v.sample) t "
                + "join own on own.number = t.device, span where t.day between span.first and span.last group by 1), "
                + "sent as (select " + by + " as key, count(*) filter (where state = 'imported') as imported, "
                + "count(*) filter (where state = 'failed') as failed from "
                + times("package", "received_at", "state in ('imported', 'failed')") + " group by 1) "
                + "select keys.key, figures.*, possible.hours as possible, drift.onsets, adapted.kept, adapted.undone, "
                + "named.judged, named.right, sent.imported, sent.failed from keys "
                + "left join figures on figures.key = keys.key left join possible on possible.key = keys.key "
                + "left join drift on drift.key = keys.key left join adapted on adapted.key = keys.key "
                + "left join named on named.key = keys.key left join sent on sent.key = keys.key "
                + "order by " + (byDay ? "keys.key" : "coalesce(figures.devices, 0) desc, keys.key") + " limit "
                + (byDay ? 1000 : MOST_LINES);
        return db.list(sql, OperationFigures::line, parameters.toArray());
    }

    private static String keys(String key, boolean byDay) {
        if (byDay) {
            return "select generate_series(first, last, interval '1 day')::date::text as key from span";
        }
        return key == null ? "select '' as key" : "select distinct own.key as key from own";
    }

    /** Rows of a table as {@code t}, with their day, of the devices in {@code own}. */
    private static String times(String table, String at, String condition) {
        return "(select x.*, (x." + at + " at time zone 'UTC')::date as day from span, " + table + " x where x." + at
                + " >= span.first::timestamp at time zone 'UTC' and x." + at
                + " < (span.last + 1)::timestamp at time zone 'UTC' and " + condition
                + ") t join own on own.number = t.device";
    }

    /** Hours in which the devices were registered, up to now; devices that came in the same hour are one row. */
    private static String possible(boolean byDay) {
        var first = byDay ? "days.day::timestamp at time zone 'UTC'" : "first::timestamp at time zone 'UTC'";
        var last = byDay ? "(days.day + 1)::timestamp at time zone 'UTC'" : "(last + 1)::timestamp at time zone 'UTC'";
        return "select " + (byDay ? "days.day::text" : "c.key") + " as key, sum(c.n * greatest(0, ceil(extract(epoch "
                + "from least(until, c.went, " + last + ") - greatest(c.came, " + first + ")) / 3600))) as hours "
                + "from span, (select key, date_trunc('hour', registered_at) as came, retired_at as went, count(*) as n "
                + "from own group by 1, 2, 3) c" + (byDay ? ", lateral (select generate_series(first, last, "
                + "interval '1 day')::date as day) days" : "") + " group by 1";
    }

    private static String weighted(String column, String weight) {
        return "sum(t." + column + " * t." + weight + ") / nullif(sum(t." + weight + ") filter (where t." + column
                + " is not null), 0) as " + column;
    }

    private static String used(String free, String total, String name) {
        return "1 - sum(t." + free + " / nullif(t." + total + ", 0) * t.hours) / nullif(sum(t.hours) filter (where t."
                + free + " is not null and t." + total + " > 0), 0) as " + name;
    }

    private static Line line(Row row) throws SQLException {
        var hours = row.realOrNull("hours");
        var possible = row.realOrNull("possible");
        var frames = row.realOrNull("frames");
        var micros = row.realOrNull("inference_micros");
        var onsets = row.number("onsets");
        var kept = row.number("kept");
        var undone = row.number("undone");
        var judged = row.number("judged");
        var imported = row.number("imported");
        var failed = row.number("failed");
        return new Line(row.text("key"), new Figures(row.number("devices"), share(hours, possible), frames,
                micros == null ? null : micros / 1000, onsets,
                frames == null || frames == 0 ? null : 1000 * onsets / frames, kept, undone, share(kept, undone),
                judged, judged == 0 ? null : (double) row.number("right") / judged, imported, failed,
                share(imported, failed), row.realOrNull("cpu_percent"), row.realOrNull("rss_bytes"),
                row.realOrNull("memory"), row.realOrNull("disk"), row.realOrNull("temperature_celsius")));
    }

    private static Double share(long yes, long no) {
        return yes + no == 0 ? null : (double) yes / (yes + no);
    }

    private static Double share(Double part, Double whole) {
        return whole == null || whole == 0 ? null : Math.min(1, (part == null ? 0 : part) / whole);
    }
}
