package org.tinylcm.quarantine.internal;

import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** What the disk has refused, and when to try again: after a pause that doubles each time. Guarded by its owner. */
final class Trouble {
    private static final System.Logger LOGGER = System.getLogger(Trouble.class.getName());
    private static final long FIRST_PAUSE_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final long LONGEST_PAUSE_NANOS = TimeUnit.MINUTES.toNanos(1);

    private final Path file;
    private long pauseNanos = FIRST_PAUSE_NANOS;
    private long retryAt;
    private long errors;
    private String cause = "";

    Trouble(Path file) {
        this.file = file;
    }

    /** {@link System#nanoTime} of the next attempt. */
    long retryAt() {
        return retryAt;
    }

    /** Failures so far. */
    long errors() {
        return errors;
    }

    /** Says so once for each cause. */
    void failed(RuntimeException e) {
        errors++;
        retryAt = System.nanoTime() + pauseNanos;
        pauseNanos = Math.min(2 * pauseNanos, LONGEST_PAUSE_NANOS);
        var message = String.valueOf(e.getMessage());
        if (!message.equals(cause)) {
            cause = message;
            LOGGER.log(System.Logger.Level.WARNING, "samples are in memory only for now: {0}", message);
        }
    }

    void over() {
        pauseNanos = FIRST_PAUSE_NANOS;
        if (!cause.isEmpty()) {
            cause = "";
            LOGGER.log(System.Logger.Level.INFO, "{0} is written again", file);
        }
    }
}
