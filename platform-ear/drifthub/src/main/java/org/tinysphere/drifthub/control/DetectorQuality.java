package org.tinysphere.drifthub.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.tinysphere.core.control.Db;
import org.tinysphere.core.control.Row;

/** How good the monitors are, as far as people have said; what nobody said is not counted. */
@ApplicationScoped
public class DetectorQuality {
    private static final Map<String, String> BY = Map.of("monitor", "x.monitor", "device", "d.id",
            "group", "coalesce(g.name, '')", "version", "coalesce(x.version, '')");
    @Inject
    private Db db;

    /**
     * @param key the monitor, device, group or version; empty: none
     * @param events beginnings of drift
     * @param judged those that at least one person judged
     * @param trueDrift those that were validated
     * @param falseAlarms those that were rejected
     * @param precision trueDrift / (trueDrift + falseAlarms); absent if there is neither
     * @param deviceDays hours in which devices sent figures, in days; absent where it is not known: without a time
     *         span, and by monitor and version, because nothing says on which devices those ran
     * @param falseAlarmsPerDeviceDay absent with the days
     * @param medianSecondsToRecovery median length of the episodes that have ended; absent if none has
     */
    @Schema(name = "DetectorQualityLine")
    public record Line(String key, long events, long judged, long trueDrift, long falseAlarms, Double precision,
            Double deviceDays, Double falseAlarmsPerDeviceDay, Double medianSecondsToRecovery) {
    }

    /** @param kappa Cohen's; absent if too few were judged by both, or if it is not defined */
    public record Pair(String first, String second, long overlap, Double share, Double kappa) {
    }

    /** @param by monitor, device, group or version */
    public List<Line> by(String by, Instant from, Instant to) {
        var column = BY.get(by);
        if (column == null) {
            throw new IllegalArgumentException("'by' must be monitor, device, group or version");
        }
        var filter = new Filter().between(from, to);
        var days = from == null || to == null ? Map.<String, Double>of() : days(by, from, to);
        return db.list("select " + column + " as key, count(*) as events, count(*) filter (where exists "
                + "(select 1 from drift_validation v where v.event = x.id)) as judged, "
                + "count(*) filter (where x.state = 'validated') as yes, "
                + "count(*) filter (where x.state = 'rejected') as no, "
                + "percentile_cont(0.5) within group (order by extract(epoch from x.recovered_at - x.at)) "
                + "filter (where x.recovered_at >= x.at) as median from drift_event x "
                + "join device d on d.number = x.device left join device_group g on g.id = d.group_id "
                + "where x.kind = 'onset' and " + filter.where() + " group by 1 order by 1 limit 1000",
                row -> line(row, days), filter.parameters());
    }

    private static Line line(Row row, Map<String, Double> days) throws java.sql.SQLException {
        var key = row.text("key");
        var yes = row.number("yes");
        var no = row.number("no");
        var span = days.get(key);
        return new Line(key, row.number("events"), row.number("judged"), yes, no, precision(yes, no), span,
                span == null ? null : no / span, row.realOrNull("median"));
    }

    static Double precision(long trueDrift, long falseAlarms) {
        var decided = trueDrift + falseAlarms;
        return decided == 0 ? null : (double) trueDrift / decided;
    }

    /** From the hourly roll-ups, which have an hour for each device that sent anything in it. */
    private Map<String, Double> days(String by, Instant from, Instant to) {
        if (!by.equals("device") && !by.equals("group")) {
            return Map.of();
        }
        var days = new java.util.HashMap<String, Double>();
        db.list("select " + BY.get(by) + " as key, count(*) / 24.0 as days from (select distinct device, hour "
                + "from device_metric_hour where hour >= ? and hour < ?) h join device d on d.number = h.device "
                + "left join device_group g on g.id = d.group_id group by 1",
                row -> days.put(row.text("key"), row.real("days")), from, to);
        return days;
    }

    /** Every two people who judged the same events, those with most in common first. */
    public List<Pair> agreement(Instant from, Instant to) {
        var filter = new Filter().between(from, to);
        var pairs = db.list("select a.validator as one, b.validator as two, "
                + "count(*) filter (where a.verdict = 'true_drift' and b.verdict = 'true_drift') as \"both\", "
                + "count(*) filter (where a.verdict = 'true_drift' and b.verdict = 'false_alarm') as first, "
                + "count(*) filter (where a.verdict = 'false_alarm' and b.verdict = 'true_drift') as second, "
                + "count(*) filter (where a.verdict = 'false_alarm' and b.verdict = 'false_alarm') as neither "
                + "from drift_validation a join drift_validation b on b.event = a.event and b.validator > a.validator "
                + "join drift_event x on x.id = a.event where " + filter.where()
                + " group by 1, 2 order by count(*) desc, 1, 2 limit 500", row -> {
                    var agreement = new Agreement(row.number("both"), row.number("first"), row.number("second"),
                            row.number("neither"));
                    return new Pair(row.text("one"), row.text("two"), agreement.overlap(), agreement.share(),
                            agreement.kappa());
                }, filter.parameters());
        return new ArrayList<>(pairs);
    }
}
