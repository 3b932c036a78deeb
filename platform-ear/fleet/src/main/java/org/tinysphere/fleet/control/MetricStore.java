package org.tinysphere.fleet.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.tinylcm.protocol.Heartbeat;
import org.tinysphere.core.control.Db;
import org.tinysphere.core.control.Transactions;

/**
 * Figures of devices over time: one row per point, in a partition per day, and one per hour for long ranges. A point is
 * named by device, metric and time, so storing it twice changes nothing. An hour that got a point is marked as open;
 * {@link MetricUpkeep} computes its roll-up from the points and takes the mark away.
 */
@ApplicationScoped
public class MetricStore {
    /** Points that are older or further in the future than this are not kept: the clock of the device is wrong. */
    public static final Duration OLDEST = Duration.ofDays(30);
    public static final Duration NEWEST = Duration.ofHours(1);
    private static final int MOST_NAMES = 20_000;
    private static final String INSERT = "insert into device_metric (device, metric, at, value) select u.device, "
            + "u.metric, to_timestamp(u.at / 1000.0), u.value from unnest(?::bigint[], ?::bigint[], ?::bigint[], "
            + "?::float8[]) as u(device, metric, at, value) order by u.device, u.metric, u.at on conflict do nothing";
    private static final String OPEN = "insert into device_metric_open (device, hour) select u.device, "
            + "to_timestamp(u.hour / 1000.0) from unnest(?::bigint[], ?::bigint[]) as u(device, hour) "
            + "order by 1, 2 on conflict do nothing";
    @Inject
    private Db db;
    @Inject
    private Transactions transactions;
    private final Map<String, Long> names = new ConcurrentHashMap<>();
    private final Set<LocalDate> partitions = ConcurrentHashMap.newKeySet();
    /** Marks of the current hour that are in the database; those of older hours may be taken away at any time. */
    private final Set<Long> marked = new HashSet<>();
    private Instant markedHour = Instant.EPOCH;

    private record Point(long device, long metric, long at, double value) {
    }

    private record Mark(long device, long hour) {
    }

    /** What a device measured, in one transaction of its own; storing it again changes nothing. */
    public void write(long device, List<Heartbeat.MetricPoints> moments) {
        write(moments.stream().map(moment -> new HeartbeatBuffer.Points(device, moment)).toList());
    }

    /** In one transaction. */
    synchronized void write(List<HeartbeatBuffer.Points> moments) {
        resolve(moments);
        var now = Instant.now();
        var points = new java.util.ArrayList<Point>();
        var marks = new TreeSet<Mark>(java.util.Comparator.comparingLong(Mark::device).thenComparingLong(Mark::hour));
        for (var moment : moments) {
            var at = moment.metrics().at();
            if (at.isBefore(now.minus(OLDEST)) || at.isAfter(now.plus(NEWEST))) {
                continue;
            }
            marks.add(new Mark(moment.device(), at.truncatedTo(ChronoUnit.HOURS).toEpochMilli()));
            moment.metrics().values().forEach((name, value) -> {
                var metric = names.get(name);
                if (metric != null && value != null) {
                    points.add(new Point(moment.device(), metric, at.toEpochMilli(), value));
                }
            });
        }
        if (points.isEmpty()) {
            return;
        }
        points.stream().map(point -> Instant.ofEpochMilli(point.at).atZone(ZoneOffset.UTC).toLocalDate()).distinct()
                .filter(day -> !partitions.contains(day)).forEach(this::makePartition);
        var current = now.truncatedTo(ChronoUnit.HOURS);
        if (!current.equals(markedHour)) {
            marked.clear();
            markedHour = current;
        }
        marks.removeIf(mark -> mark.hour == current.toEpochMilli() && marked.contains(mark.device));
        transactions.run(() -> {
            db.update(INSERT, numbers(points, Point::device), numbers(points, Point::metric),
                    numbers(points, Point::at), points.stream().map(Point::value).toArray(Double[]::new));
            if (!marks.isEmpty()) {
                db.update(OPEN, numbers(marks, Mark::device), numbers(marks, Mark::hour));
            }
        });
        marks.stream().filter(mark -> mark.hour == current.toEpochMilli()).forEach(mark -> marked.add(mark.device));
    }

    /** New names get their numbers; beyond the limit new ones are passed over, so that no device can fill the table. */
    private void resolve(List<HeartbeatBuffer.Points> moments) {
        var unknown = new TreeSet<String>();
        moments.forEach(moment -> moment.metrics().values().keySet().stream()
                .filter(name -> !names.containsKey(name)).forEach(unknown::add));
        if (unknown.isEmpty()) {
            return;
        }
        var wanted = unknown.toArray(String[]::new);
        transactions.run(() -> db.update("insert into metric (name) select u.name from unnest(?::text[]) as u(name) "
                + "where (select count(*) from metric) < ? on conflict do nothing", wanted, MOST_NAMES));
        db.list("select id, name from metric where name = any(?)", row -> names.put(row.text("name"),
                row.number("id")), (Object) wanted);
    }

    void makePartition(LocalDate day) {
        var name = "device_metric_" + day.format(DateTimeFormatter.BASIC_ISO_DATE);
        transactions.run(() -> {
            db.list("select pg_advisory_xact_lock(7310003)", row -> "");
            db.update("create table if not exists " + name + " partition of device_metric for values from ('" + day
                    + "') to ('" + day.plusDays(1) + "')");
        });
        partitions.add(day);
    }

    private static <T> Long[] numbers(Collection<T> values, java.util.function.ToLongFunction<T> number) {
        return values.stream().map(number::applyAsLong).toArray(Long[]::new);
    }
}
