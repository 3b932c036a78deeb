package org.tinysphere.simulator;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import org.tinylcm.math.timing.TimeHistogram;
import org.tinylcm.sync.client.Http;

/** All calls of a fleet: how many, how they ended, how long they took; and whether there is a network. */
final class Traffic implements Http.Watch {
    private final AtomicBoolean away = new AtomicBoolean();
    private final Map<String, Kind> kinds = new TreeMap<>();

    private static final class Kind {
        private final TimeHistogram times = new TimeHistogram();
        private final LongAdder answered = new LongAdder();
        private final LongAdder busy = new LongAdder();
        private final LongAdder failed = new LongAdder();
    }

    /**
     * Times in milliseconds, of calls that were answered.
     *
     * @param busy answered with 429 or 503
     * @param failed no answer, or another one than 2xx, 304, 404
     */
    record Summary(long answered, long busy, long failed, double p50, double p95, double p99, double most) {
    }

    void network(boolean there) {
        away.set(!there);
    }

    @Override
    public void begins(HttpRequest request) throws IOException {
        if (away.get()) {
            throw new IOException("the simulated network is away");
        }
    }

    @Override
    public void ended(HttpRequest request, int status, long nanos) {
        var kind = kind(request);
        if (status == 0) {
            kind.failed.increment();
            return;
        }
        synchronized (kind) {
            kind.times.add(nanos);
        }
        kind.answered.increment();
        if (status == 429 || status == 503) {
            kind.busy.increment();
        } else if (status >= 300 && status != 304 && status != 404) {
            kind.failed.increment();
        }
    }

    private synchronized Kind kind(HttpRequest request) {
        var path = request.uri().getPath();
        var name = path.endsWith("/heartbeat") ? "heartbeat" : path.endsWith("/register") ? "register"
                : path.contains("/packages/") ? "package" : "other";
        return kinds.computeIfAbsent(name, n -> new Kind());
    }

    synchronized Map<String, Summary> summary() {
        var all = new TreeMap<String, Summary>();
        kinds.forEach((name, kind) -> {
            synchronized (kind) {
                all.put(name, new Summary(kind.answered.sum(), kind.busy.sum(), kind.failed.sum(),
                        millis(kind.times, 0.5), millis(kind.times, 0.95), millis(kind.times, 0.99),
                        kind.times.max() / 1e6));
            }
        });
        return all;
    }

    private static double millis(TimeHistogram times, double share) {
        return times.percentile(share) / 1e6;
    }
}
