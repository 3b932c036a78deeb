package org.tinysphere.simulator;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * What is missing after a {@code kill -9} of the platform under heartbeats with figures: they are answered before they are
 * in the database, so the last of them may be lost. How old is the oldest one that is?
 */
public final class KillLoss {
    private static final int CONNECTIONS = 8;
    private static final int POINTS = 50;
    private static final String METRIC = "loss.";
    private final ScratchPlatform platform;
    private final SplittableRandom random = new SplittableRandom(7);

    public KillLoss(ScratchPlatform platform) {
        this.platform = platform;
    }

    /**
     * @param accepted heartbeats that were answered with 200
     * @param lost of these, figures are missing
     * @param partly of these, only some of the figures are missing
     * @param oldestLostSeconds from the answer of the oldest lost one to the kill
     * @param unseen devices whose last-seen is older than a heartbeat that was answered
     * @param oldestUnseenSeconds from the answer of the oldest of those heartbeats to the kill
     */
    public record Result(int kills, long accepted, long lost, long partly, double oldestLostSeconds, long unseen,
            double oldestUnseenSeconds) {
        Result and(Result other) {
            return new Result(kills + other.kills, accepted + other.accepted, lost + other.lost, partly + other.partly,
                    Math.max(oldestLostSeconds, other.oldestLostSeconds), unseen + other.unseen,
                    Math.max(oldestUnseenSeconds, other.oldestUnseenSeconds));
        }
    }

    private record Beat(long number, int device, Instant sent, Instant answered) {
    }

    /**
     * @param perSecond heartbeats; each has fifty figures
     * @param seconds of load before each kill, and up to two more
     */
    public Result run(int kills, int devices, int perSecond, int seconds) throws SQLException, InterruptedException {
        new HeartbeatLoad(platform).makeDevices(devices);
        var result = new Result(0, 0, 0, 0, 0, 0, 0);
        var first = 0L;
        for (var i = 0; i < kills; i++) {
            var accepted = new ConcurrentLinkedQueue<Beat>();
            var next = new AtomicLong(first);
            var killed = killed(accepted, next, devices, perSecond, seconds * 1000L + random.nextInt(2000));
            platform.startServer();
            result = result.and(missing(new ArrayList<>(accepted), killed, first));
            first = next.get();
        }
        return result;
    }

    private Instant killed(Queue<Beat> accepted, AtomicLong next, int devices, int perSecond, long millis)
            throws InterruptedException {
        var done = new CountDownLatch(CONNECTIONS);
        var begin = System.nanoTime();
        var first = next.get();
        for (var c = 0; c < CONNECTIONS; c++) {
            new Thread(() -> {
                try (var link = new ServerLink(platform.root().getPort())) {
                    while (true) {
                        var number = next.getAndIncrement();
                        var due = begin + (long) ((number - first) * 1e9 / perSecond);
                        for (var wait = due - System.nanoTime(); wait > 0; wait = due - System.nanoTime()) {
                            LockSupport.parkNanos(wait);
                        }
                        beat(link, number, (int) (number % devices) + 1, accepted);
                    }
                } catch (IOException e) {
                    // The server is gone, as it is meant to be.
                } finally {
                    done.countDown();
                }
            }).start();
        }
        LockSupport.parkNanos(millis * 1_000_000);
        var killed = Instant.now();
        platform.killServer();
        done.await();
        return killed;
    }

    private static void beat(ServerLink link, long number, int device, Queue<Beat> accepted) throws IOException {
        var sent = Instant.now();
        var body = new StringBuilder("{\"schemaVersion\":1,\"health\":\"ok\",\"intervalSeconds\":30,\"metrics\":[{\"at\":\"")
                .append(sent).append("\",\"values\":{");
        for (var i = 0; i < POINTS; i++) {
            body.append(i == 0 ? "\"" : ",\"").append(METRIC).append(i).append("\":").append(number);
        }
        var bytes = body.append("}}]}").toString().getBytes(StandardCharsets.US_ASCII);
        if (link.send(ServerLink.head("POST", "/api/v1/devices/load-" + device + "/heartbeat", HeartbeatLoad.SECRET,
                "application/json", bytes.length, ""), bytes) == 200) {
            accepted.add(new Beat(number, device, sent, Instant.now()));
        }
    }

    private Result missing(List<Beat> accepted, Instant killed, long first) throws SQLException {
        var stored = stored(first);
        var seen = seen();
        var lost = 0;
        var partly = 0;
        var oldestLost = 0.0;
        var oldestUnseen = 0.0;
        var unseen = new HashMap<Integer, Double>();
        for (var beat : accepted) {
            // One that was answered while it was being killed has waited for no time.
            var age = Math.max(0, (killed.toEpochMilli() - beat.answered.toEpochMilli()) / 1000.0);
            var points = stored.getOrDefault(beat.number, 0);
            if (points < POINTS) {
                lost++;
                partly += points > 0 ? 1 : 0;
                oldestLost = Math.max(oldestLost, age);
            }
            // The platform's own time of it is between the two.
            if (!seen.containsKey(beat.device) || seen.get(beat.device) < beat.sent.toEpochMilli()) {
                unseen.merge(beat.device, age, Math::max);
                oldestUnseen = Math.max(oldestUnseen, age);
            }
        }
        return new Result(1, accepted.size(), lost, partly, oldestLost, unseen.size(), oldestUnseen);
    }

    /** Figures by heartbeat. */
    private Map<Long, Integer> stored(long first) throws SQLException {
        var stored = new HashMap<Long, Integer>();
        try (var connection = platform.connect(); var select = connection.prepareStatement("select p.value::bigint, "
                + "count(*) from device_metric p join metric m on m.id = p.metric where m.name like ? and p.value >= ? "
                + "group by 1")) {
            select.setString(1, METRIC + "%");
            select.setLong(2, first);
            try (var rows = select.executeQuery()) {
                while (rows.next()) {
                    stored.put(rows.getLong(1), rows.getInt(2));
                }
            }
        }
        return stored;
    }

    /** Milliseconds by device. */
    private Map<Integer, Long> seen() throws SQLException {
        var seen = new HashMap<Integer, Long>();
        try (var connection = platform.connect(); var statement = connection.createStatement();
                var rows = statement.executeQuery("select substr(d.id, 6)::int, l.last_seen from device_live l join device d "
                        + "on d.number = l.device where d.id like 'load-%'")) {
            while (rows.next()) {
                seen.put(rows.getInt(1), rows.getTimestamp(2).getTime());
            }
        }
        return seen;
    }
}
