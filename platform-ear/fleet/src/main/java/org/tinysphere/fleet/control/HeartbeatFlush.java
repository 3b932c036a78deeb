package org.tinysphere.fleet.control;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.tinysphere.core.control.Db;
import org.tinysphere.core.control.DbException;
import org.tinysphere.core.control.Jndi;
import org.tinysphere.core.control.Pulse;
import org.tinysphere.core.control.Schema;
import org.tinysphere.core.control.Transactions;

/** Writes what heartbeats brought, in batches, a second after it came; again and again while the database is away. */
@ApplicationScoped
public class HeartbeatFlush {
    private static final Logger LOG = System.getLogger(HeartbeatFlush.class.getName());
    private static final int DEVICES = 2000;
    private static final int MOMENTS = 1000;
    private static final String SEEN = "insert into device_live as l (device, last_seen, interval_seconds, health, "
            + "configuration, report, report_digest) select u.device, to_timestamp(u.at / 1000.0), u.every, u.health, "
            + "u.configuration, coalesce(u.report, '{}')::jsonb, coalesce(u.digest, '') from unnest(?::bigint[], "
            + "?::bigint[], ?::bigint[], ?::text[], ?::text[], ?::text[], ?::text[]) as u(device, at, every, health, "
            + "configuration, report, digest) where exists (select 1 from device d where d.number = u.device) "
            + "order by u.device on conflict (device) do update set last_seen = greatest(l.last_seen, "
            + "excluded.last_seen), interval_seconds = excluded.interval_seconds, health = excluded.health, "
            + "configuration = excluded.configuration, report = case when excluded.report_digest = '' then l.report "
            + "else excluded.report end, report_digest = case when excluded.report_digest = '' then l.report_digest "
            + "else excluded.report_digest end";
    @Inject
    private HeartbeatBuffer buffer;
    @Inject
    private MetricStore metrics;
    @Inject
    private Db db;
    @Inject
    private Transactions transactions;
    @Inject
    private Pulse pulse;
    private final ManagedThreadFactory threads =
            Jndi.find("java:comp/DefaultManagedThreadFactory", ManagedThreadFactory.class);
    private final CountDownLatch stop = new CountDownLatch(1);
    private Thread thread;

    void start(@Observes Schema.Ready ready) {
        thread = threads.newThread(this::run);
        thread.setName("tinysphere-heartbeats");
        thread.setDaemon(true);
        thread.start();
    }

    /** What was accepted before the stop is written. */
    @PreDestroy
    void stop() {
        stop.countDown();
        if (thread != null) {
            try {
                thread.join(10_000);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void run() {
        var last = false;
        while (!last) {
            try {
                last = stop.await(1, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                last = true;
            }
            flush();
        }
    }

    private void flush() {
        var taken = buffer.take();
        if (taken.isEmpty()) {
            return;
        }
        var seen = new ArrayList<>(taken.seen().entrySet());
        var points = taken.points();
        var unwritten = new HashMap<Long, HeartbeatBuffer.Seen>();
        for (var i = 0; i < seen.size(); i += DEVICES) {
            var part = seen.subList(i, Math.min(seen.size(), i + DEVICES));
            if (!written(() -> transactions.run(() -> write(part)))) {
                part.forEach(entry -> unwritten.put(entry.getKey(), entry.getValue()));
            }
        }
        var unwrittenPoints = new ArrayList<HeartbeatBuffer.Points>();
        for (var i = 0; i < points.size(); i += MOMENTS) {
            var part = points.subList(i, Math.min(points.size(), i + MOMENTS));
            if (written(() -> metrics.write(part))) {
                buffer.stored(part.stream().mapToInt(moment -> moment.metrics().values().size()).sum());
            } else {
                unwrittenPoints.addAll(part);
            }
        }
        buffer.putBack(unwritten, unwrittenPoints);
        pulse.mark(Pulse.HEARTBEAT);
    }

    /** @return false if it is to be tried again; what the database refuses for good is given up, or it would block all */
    private static boolean written(Runnable write) {
        try {
            write.run();
            return true;
        } catch (RuntimeException e) {
            var refused = e instanceof DbException db && db.badValue();
            LOG.log(refused ? Level.ERROR : Level.WARNING, refused ? "Heartbeats were refused by the database: {0}"
                    : "Heartbeats wait for the database: {0}", e.getMessage());
            return refused;
        }
    }

    private void write(List<Map.Entry<Long, HeartbeatBuffer.Seen>> part) {
        var n = part.size();
        var devices = new Long[n];
        var times = new Long[n];
        var intervals = new Long[n];
        var texts = new String[4][n];
        for (var i = 0; i < n; i++) {
            var beat = part.get(i).getValue();
            devices[i] = part.get(i).getKey();
            times[i] = beat.at().toEpochMilli();
            intervals[i] = (long) beat.intervalSeconds();
            texts[0][i] = beat.health();
            texts[1][i] = beat.configuration();
            texts[2][i] = beat.report() == null ? null : beat.report().json();
            texts[3][i] = beat.report() == null ? null : beat.report().digest();
        }
        db.update(SEEN, devices, times, intervals, texts[0], texts[1], texts[2], texts[3]);
    }
}
