package org.tinysphere.fleet.control;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.tinylcm.protocol.Heartbeat;
import org.tinysphere.core.control.Problem;

/**
 * What heartbeats brought and what is not in the database yet. Bounded: when it is full, heartbeats are refused with
 * 429 instead of being kept. {@link HeartbeatFlush} empties it about once a second.
 */
@ApplicationScoped
public class HeartbeatBuffer {
    static final int MOST_POINTS = 200_000;
    static final int MOST_DEVICES = 100_000;
    private Map<Long, Seen> seen = new HashMap<>();
    private List<Points> points = new ArrayList<>();
    private int count;

    /** @param report null if the one in the database still holds */
    record Seen(Instant at, int intervalSeconds, String health, String configuration, Report report) {
    }

    /** What is written only when it changes. */
    record Report(String json, String digest) {
    }

    record Points(long device, Heartbeat.MetricPoints metrics) {
    }

    record Taken(Map<Long, Seen> seen, List<Points> points) {
        boolean isEmpty() {
            return seen.isEmpty() && points.isEmpty();
        }
    }

    /** @throws Problem 429 there is no room; nothing was taken */
    synchronized void add(long device, Seen beat, List<Heartbeat.MetricPoints> metrics) {
        var more = 0;
        for (var moment : metrics) {
            more += moment.values().size();
        }
        if (count + more > MOST_POINTS || seen.size() >= MOST_DEVICES) {
            throw Problem.busy("too many heartbeats at the moment",
                    5 + java.util.concurrent.ThreadLocalRandom.current().nextInt(25));
        }
        count += more;
        for (var moment : metrics) {
            points.add(new Points(device, moment));
        }
        seen.merge(device, beat, (before, now) -> now.report == null && before.report != null
                ? new Seen(now.at, now.intervalSeconds, now.health, now.configuration, before.report) : now);
    }

    synchronized Taken take() {
        var taken = new Taken(seen, points);
        seen = new HashMap<>();
        points = new ArrayList<>();
        return taken;
    }

    /** After {@link #take}: these are in the database, there is room again. */
    synchronized void stored(int stored) {
        count -= stored;
    }

    /** After {@link #take}: it could not be written; what came since is newer. */
    synchronized void putBack(Map<Long, Seen> unwritten, List<Points> unwrittenPoints) {
        unwritten.forEach((device, beat) -> seen.merge(device, beat, (now, before) -> now.report == null
                ? new Seen(now.at, now.intervalSeconds, now.health, now.configuration, before.report) : now));
        points.addAll(0, unwrittenPoints);
    }

    public synchronized int size() {
        return count;
    }
}
