package org.tinysphere.fleet.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.tinysphere.core.control.Db;
import org.tinysphere.core.control.Recurring;
import org.tinysphere.core.control.Schema;
import org.tinysphere.core.control.Settings;
import org.tinysphere.core.control.Transactions;

/**
 * Once a minute: roll-ups of past hours, partitions for the coming days, removal of old ones. While few devices are there
 * the current hour is rolled up too, so that a small fleet sees its figures at once; many would cost too much.
 */
@ApplicationScoped
public class MetricUpkeep {
    private static final int DEVICES = 500;
    private static final int FEW_DEVICES = 200;
    private static final String SUMS = "insert into device_metric_hour (device, metric, hour, n, total, least, most) "
            + "select m.device, m.metric, due.hour, count(*), sum(m.value), min(m.value), max(m.value) "
            + "from due join device_metric m on m.device = due.device and m.at >= due.hour "
            + "and m.at < due.hour + interval '1 hour' group by 1, 2, 3 on conflict (device, metric, hour) do update "
            + "set n = excluded.n, total = excluded.total, least = excluded.least, most = excluded.most";
    /** An hour is rolled up when its last heartbeats have been written. */
    private static final String ROLL_UP = "with due as (delete from device_metric_open where (device, hour) in "
            + "(select device, hour from device_metric_open where hour < date_trunc('hour', now() - interval "
            + "'2 minutes') order by hour, device limit ? for update skip locked) returning device, hour) " + SUMS;
    /** What is still open stays so: readers of the roll-ups take its points instead. */
    private static final String PRELIMINARY = "with due as (select device, hour from device_metric_open "
            + "where (select count(*) from device_metric_open) <= ?) " + SUMS;
    private static final String PARTITIONS = "select c.relname from pg_inherits i join pg_class c on c.oid = i.inhrelid "
            + "where i.inhparent = 'device_metric'::regclass and c.relname < ?";
    @Inject
    private Db db;
    @Inject
    private Transactions transactions;
    @Inject
    private MetricStore store;
    @Inject
    private Settings settings;
    @Inject
    private Recurring recurring;

    void start(@Observes Schema.Ready ready) {
        var seconds = settings.number("TINYSPHERE_FIGURES_SECONDS", 60);
        recurring.start(MetricUpkeep.class, "Metrics cannot be kept up", Math.min(10, seconds), seconds, this::run);
    }

    private void run() {
        var today = LocalDate.now(ZoneOffset.UTC);
        store.makePartition(today);
        store.makePartition(today.plusDays(1));
        while (openHours()) {
            transactions.run(() -> db.update(ROLL_UP, DEVICES));
        }
        transactions.run(() -> db.update(PRELIMINARY, FEW_DEVICES));
        dropOld(today);
    }

    private boolean openHours() {
        return db.first("select 1 as one from device_metric_open where hour < date_trunc('hour', now() - interval "
                + "'2 minutes') limit 1", row -> "").isPresent();
    }

    private void dropOld(LocalDate today) {
        var oldest = today.minusDays(settings.number("TINYSPHERE_METRIC_DAYS", 90));
        var names = db.list(PARTITIONS, row -> row.text("relname"),
                "device_metric_" + oldest.format(DateTimeFormatter.BASIC_ISO_DATE));
        names.forEach(name -> transactions.run(() -> db.update("drop table if exists " + name)));
        db.update("delete from device_metric_hour where hour < now() - make_interval(days => ?)",
                settings.number("TINYSPHERE_METRIC_HOUR_DAYS", 730));
    }
}
