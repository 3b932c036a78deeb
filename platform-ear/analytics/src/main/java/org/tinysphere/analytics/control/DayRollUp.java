package org.tinysphere.analytics.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import org.tinysphere.core.control.Db;
import org.tinysphere.core.control.Recurring;
import org.tinysphere.core.control.Schema;
import org.tinysphere.core.control.Settings;
import org.tinysphere.core.control.Transactions;

/**
 * Keeps {@code device_day} in step with the hourly roll-ups, once a minute and on any node.
 *
 * <p>Frames are what a device's counter gained: from hour to hour the difference of its highest values, or the highest
 * value itself when the counter began again. Frames between the last report before a restart and the restart are not
 * known.
 */
@ApplicationScoped
public class DayRollUp {
    private static final int DAYS_AT_ONCE = 500;
    private static final String ROLL_UP = "with due as (delete from device_day_open where (device, day) in "
            + "(select device, day from device_day_open order by day limit ? for update skip locked) "
            + "returning device, day), "
            + "hours as (select h.device, due.day, m.name, h.hour, h.n, h.total, h.least, h.most, "
            + "lag(h.most) over (partition by h.device, due.day, m.name order by h.hour) as before from due "
            + "join device_metric_hour h on h.device = due.device "
            + "and h.hour >= (due.day - 1)::timestamp at time zone 'UTC' "
            + "and h.hour < (due.day + 1)::timestamp at time zone 'UTC' "
            + "join metric m on m.id = h.metric where m.name in ('pipeline.frames', 'pipeline.time.total.p50.micros', "
            + "'process.cpu.percent', 'process.rss.bytes', 'system.memory.available.bytes', "
            + "'system.memory.total.bytes', 'disk.free.bytes', 'disk.total.bytes', 'system.temperature.celsius')), "
            + "own as (select * from hours where hour >= day::timestamp at time zone 'UTC') "
            + "insert into device_day (device, day, hours, frames, inference_micros, cpu_percent, rss_bytes, "
            + "memory_available_bytes, memory_total_bytes, disk_free_bytes, disk_total_bytes, temperature_celsius, "
            + "model) select device, day, count(distinct hour), "
            + "sum(case when before is null then most - least when most >= before then most - before else most end) "
            + "filter (where name = 'pipeline.frames'), "
            + mean("pipeline.time.total.p50.micros") + ", " + mean("process.cpu.percent") + ", "
            + mean("process.rss.bytes") + ", " + mean("system.memory.available.bytes") + ", "
            + mean("system.memory.total.bytes") + ", " + mean("disk.free.bytes") + ", " + mean("disk.total.bytes")
            + ", " + mean("system.temperature.celsius") + ", (select (h.document->>'name') || ' ' || "
            + "(h.document->>'version') from device_model_history h where h.device = own.device "
            + "and h.at < (own.day + 1)::timestamp at time zone 'UTC' order by h.at desc limit 1) "
            + "from own group by device, day on conflict (device, day) do update set hours = excluded.hours, "
            + "frames = excluded.frames, inference_micros = excluded.inference_micros, "
            + "cpu_percent = excluded.cpu_percent, rss_bytes = excluded.rss_bytes, "
            + "memory_available_bytes = excluded.memory_available_bytes, "
            + "memory_total_bytes = excluded.memory_total_bytes, disk_free_bytes = excluded.disk_free_bytes, "
            + "disk_total_bytes = excluded.disk_total_bytes, temperature_celsius = excluded.temperature_celsius, "
            + "model = excluded.model";
    @Inject
    private Db db;
    @Inject
    private Transactions transactions;
    @Inject
    private Settings settings;
    @Inject
    private Recurring recurring;

    void start(@Observes Schema.Ready ready) {
        var seconds = settings.number("TINYSPHERE_FIGURES_SECONDS", 60);
        recurring.start(DayRollUp.class, "Daily figures cannot be kept up", Math.min(15, seconds), seconds, this::run);
    }

    /** Until nothing is open. */
    void run() {
        while (db.first("select 1 as one from device_day_open limit 1", row -> "").isPresent()) {
            transactions.run(() -> db.update(ROLL_UP, DAYS_AT_ONCE));
        }
    }

    private static String mean(String name) {
        return "sum(total) filter (where name = '" + name + "') / sum(n) filter (where name = '" + name + "')";
    }
}
