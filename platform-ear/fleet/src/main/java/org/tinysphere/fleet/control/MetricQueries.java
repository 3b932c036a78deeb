package org.tinysphere.fleet.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tinysphere.core.control.Db;
import org.tinysphere.core.control.Problem;

/** Figures of one device over a range of time, in at most 1,000 steps. */
@ApplicationScoped
public class MetricQueries {
    private static final int MOST_STEPS = 1000;
    private static final int STEPS = 300;
    private static final String FINE = "select m.name, date_bin(make_interval(secs => ?), p.at, ?) as step, "
            + "count(*) as n, sum(p.value) as total, min(p.value) as least, max(p.value) as most "
            + "from metric m join device_metric p on p.metric = m.id where p.device = ? and m.name = any(?) "
            + "and p.at >= ? and p.at < ? group by 1, 2 order by 1, 2";
    /** Roll-ups, and points of the hours that are still open. */
    private static final String COARSE = "select m.name, date_bin(make_interval(secs => ?), h.hour, ?) as step, "
            + "sum(h.n) as n, sum(h.total) as total, min(h.least) as least, max(h.most) as most from metric m join ("
            + "select metric, hour, n, total, least, most from device_metric_hour r where r.device = ? and hour >= ? "
            + "and hour < ? and not exists (select 1 from device_metric_open o where o.device = r.device "
            + "and o.hour = r.hour) union all select p.metric, o.hour, count(*), sum(p.value), min(p.value), "
            + "max(p.value) from device_metric_open o join device_metric p on p.device = o.device and p.at >= o.hour "
            + "and p.at < o.hour + interval '1 hour' where o.device = ? and o.hour >= ? and o.hour < ? group by 1, 2) h "
            + "on h.metric = m.id where m.name = any(?) group by 1, 2 order by 1, 2";
    @Inject
    private Db db;

    /** Of one step: number of points, their mean, the least and the most. */
    public record Step(Instant at, long n, double mean, double least, double most) {
    }

    public record Series(Instant from, Instant to, long stepSeconds, Map<String, List<Step>> series) {
    }

    private record Named(String name, Step step) {
    }

    /** @param stepSeconds null for about 300 steps; from an hour on, steps and the beginning are whole hours */
    public Series query(long device, List<String> names, Instant from, Instant to, Integer stepSeconds) {
        var range = Duration.between(from, to).toSeconds();
        if (range <= 0 || range > Duration.ofDays(800).toSeconds()) {
            throw Problem.bad("'from' must be before 'to', by at most 800 days");
        }
        var step = stepSeconds != null ? (long) stepSeconds : Math.max(1, range / STEPS);
        if (step < 1 || range / step > MOST_STEPS) {
            throw Problem.bad("'step' must be at least " + Math.max(1, range / MOST_STEPS + 1) + " for this range");
        }
        var coarse = step >= 3600;
        var width = (double) (coarse ? step / 3600 * 3600 : step);
        var origin = Instant.EPOCH;
        var begin = coarse ? from.truncatedTo(ChronoUnit.HOURS) : from;
        var wanted = names.toArray(String[]::new);
        var rows = coarse
                ? db.list(COARSE, MetricQueries::read, width, origin, device, begin, to, device, begin, to,
                        wanted)
                : db.list(FINE, MetricQueries::read, width, origin, device, wanted, begin, to);
        var series = new LinkedHashMap<String, List<Step>>();
        names.forEach(name -> series.put(name, new ArrayList<>()));
        rows.forEach(row -> series.get(row.name).add(row.step));
        return new Series(begin, to, (long) width, series);
    }

    /** Names of the figures that the device has sent within the last days. */
    public List<String> names(long device) {
        return db.list("select m.name from metric m where exists (select 1 from device_metric p where p.device = ? "
                + "and p.metric = m.id) order by m.name", row -> row.text("name"), device);
    }

    private static Named read(org.tinysphere.core.control.Row row) throws java.sql.SQLException {
        var n = row.number("n");
        return new Named(row.text("name"), new Step(row.time("step"), n, row.real("total") / n, row.real("least"),
                row.real("most")));
    }
}
