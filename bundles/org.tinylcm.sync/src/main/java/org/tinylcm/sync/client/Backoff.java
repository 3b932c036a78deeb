package org.tinylcm.sync.client;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * Pauses between tries: uniform in 0..min(most, base · 2^failures) ("full jitter"), so that devices that lost their
 * platform at the same moment do not come back at the same moment. For one thread.
 */
final class Backoff {
    private final Duration base;
    private final Duration most;
    private final RandomGenerator random;
    private int failures;

    Backoff(Duration base, Duration most, RandomGenerator random) {
        this.base = base;
        this.most = most;
        this.random = random;
    }

    /** @param atLeast what the other side asked for; zero if nothing */
    Duration failed(Duration atLeast) {
        var limit = Math.min(most.toMillis(), base.toMillis() << Math.min(failures, 20));
        failures = Math.min(failures + 1, 1000);
        return atLeast.plusMillis(random.nextLong(Math.max(1, limit)) + 1);
    }

    void succeeded() {
        failures = 0;
    }

    int failures() {
        return failures;
    }
}
