package org.tinysphere.fleet.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.tinysphere.core.control.Db;

/** Figures of devices before and after a moment, which is another one for each of them. */
@ApplicationScoped
public class MetricChanges {
    /** A counter that falls began anew: what it then has is new. */
    private static final String CHANGES = "with asked as (select * from unnest(?::bigint[], ?::text[]::timestamptz[], "
            + "?::text[]::timestamptz[]) as a(device, since, moment)), points as (select m.device, n.name, m.at >= a.moment "
            + "as later, m.value, lag(m.value) over (partition by m.device, m.metric, m.at >= a.moment order by m.at) as "
            + "former from asked a join device_metric m on m.device = a.device and m.at >= a.since join metric n on n.id = "
            + "m.metric where n.name = any(?) and m.at >= ?) select device, name, later, count(*) as n, avg(value) as mean, "
            + "coalesce(sum(case when value >= former then value - former when value < former then value end), 0) as rise, "
            + "count(*) filter (where value < former) as falls from points group by device, name, later";
    @Inject
    private Db db;

    /** @param since how far back from the moment */
    public record Asked(long device, Instant since, Instant moment) {
    }

    /**
     * @param points 0: nothing is known
     * @param rise of a counter, over restarts of the device
     * @param falls how often the value was lower than the one before
     */
    public record Part(long points, double mean, double rise, long falls) {
        public static final Part NONE = new Part(0, 0, 0, 0);
    }

    /** A metric before and after the moment. */
    public record Change(Part before, Part after) {
        public static final Change NONE = new Change(Part.NONE, Part.NONE);
    }

    /** @return by device and name; what has no points is not in it */
    public Map<Long, Map<String, Change>> of(List<Asked> asked, List<String> names) {
        var changes = new HashMap<Long, Map<String, Change>>();
        if (asked.isEmpty()) {
            return changes;
        }
        db.list(CHANGES, row -> {
            var part = new Part(row.number("n"), row.real("mean"), row.real("rise"), row.number("falls"));
            var later = row.truth("later");
            return changes.computeIfAbsent(row.number("device"), device -> new HashMap<>()).merge(row.text("name"),
                    later ? new Change(Part.NONE, part) : new Change(part, Part.NONE), (one, other) -> later
                            ? new Change(one.before, part) : new Change(part, one.after));
        }, asked.stream().map(Asked::device).toArray(Long[]::new), texts(asked, Asked::since),
                texts(asked, Asked::moment), names.toArray(String[]::new),
                asked.stream().map(Asked::since).min(Instant::compareTo).orElseThrow());
        return changes;
    }

    private static String[] texts(List<Asked> asked, Function<Asked, Instant> time) {
        return asked.stream().map(time).map(Instant::toString).toArray(String[]::new);
    }
}
