package org.tinysphere.simulator;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/** Heartbeats at a steady rate over eight kept connections. */
final class HeartbeatLoad {
    private static final int CONNECTIONS = 8;
    static final String SECRET = "tsd_load";
    private final ScratchPlatform platform;

    HeartbeatLoad(ScratchPlatform platform) {
        this.platform = platform;
    }

    /**
     * @param accepted answered with 200
     * @param busy answered with 429, with a time to come again
     * @param errors all else
     * @param points figures in what was accepted
     * @param cpuMillis processor time of the server for each answer, all of its threads
     */
    record Result(int devices, double perSecond, long accepted, long busy, long errors, long points, double p50,
            double p95, double p99, double most, double cpuMillis) {
    }

    /** Devices that all have the same secret, made in the database. */
    void makeDevices(int devices) throws SQLException {
        try (var connection = platform.connect(); var insert = connection.prepareStatement("insert into device "
                + "(id, key_hash, name, secret_hash, registered_at) select 'load-' || i, decode(md5('load' || i), 'hex'), "
                + "'load', sha256(?::bytea), now() from generate_series(1, ?) i on conflict do nothing")) {
            insert.setBytes(1, SECRET.getBytes(StandardCharsets.US_ASCII));
            insert.setInt(2, devices);
            insert.executeUpdate();
        }
    }

    /**
     * @param points figures in each heartbeat
     * @param name of the figures, so that runs can be told apart afterwards
     */
    Result run(int devices, double perSecond, int seconds, int points, String name) throws InterruptedException {
        var total = (int) (perSecond * seconds);
        var next = new AtomicLong();
        var micros = new int[total];
        var accepted = new AtomicLong();
        var busy = new AtomicLong();
        var errors = new AtomicLong();
        var done = new CountDownLatch(CONNECTIONS);
        var before = Processes.cpuMillis(platform.serverPid());
        var begin = System.nanoTime();
        for (var c = 0; c < CONNECTIONS; c++) {
            new Thread(() -> {
                try (var link = new ServerLink(platform.root().getPort())) {
                    for (var i = next.getAndIncrement(); i < total; i = next.getAndIncrement()) {
                        var due = begin + (long) (i * 1e9 / perSecond);
                        for (var wait = due - System.nanoTime(); wait > 0; wait = due - System.nanoTime()) {
                            LockSupport.parkNanos(wait);
                        }
                        var status = beat(link, i % devices + 1, points, name, i);
                        // From when it was due, so that a stalled server does not hide its own delays.
                        micros[(int) i] = (int) ((System.nanoTime() - due) / 1000);
                        (status == 200 ? accepted : status == 429 && link.retryAfter() > 0 ? busy : errors)
                                .incrementAndGet();
                    }
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                } finally {
                    done.countDown();
                }
            }).start();
        }
        done.await();
        var took = (System.nanoTime() - begin) / 1e9;
        Arrays.sort(micros);
        return new Result(devices, total / took, accepted.get(), busy.get(), errors.get(), accepted.get() * points,
                at(micros, 0.5), at(micros, 0.95), at(micros, 0.99), micros[total - 1] / 1000.0,
                (Processes.cpuMillis(platform.serverPid()) - before) / (double) total);
    }

    private static int beat(ServerLink link, long device, int points, String name, long number) throws IOException {
        var metrics = new StringBuilder();
        if (points > 0) {
            metrics.append("{\"at\":\"").append(Instant.now()).append("\",\"values\":{");
            for (var i = 0; i < points; i++) {
                metrics.append(i == 0 ? "" : ",").append('"').append(name).append('.').append(i).append("\":")
                        .append(number + 0.5);
            }
            metrics.append("}}");
        }
        var body = ("{\"schemaVersion\":1,\"health\":\"ok\",\"intervalSeconds\":30,\"versions\":{\"org.tinylcm.classifier"
                + ".knn\":\"0.1.0\",\"org.tinylcm.api\":\"0.1.0\"},\"metrics\":[" + metrics + "]}")
                .getBytes(StandardCharsets.US_ASCII);
        return link.send(ServerLink.head("POST", "/api/v1/devices/load-" + device + "/heartbeat", SECRET,
                "application/json", body.length, ""), body);
    }

    private static double at(int[] sorted, double share) {
        return sorted[(int) Math.min(sorted.length - 1, Math.ceil(share * sorted.length))] / 1000.0;
    }
}
