package org.tinylcm.quarantine.internal;

import java.util.function.LongSupplier;

/**
 * Milliseconds for which the quarantine has been running, all runs together: goes on from the latest time in the log.
 * A device without a battery-backed clock starts in 1970 and jumps to the present later; nothing may expire by that.
 */
final class RunningTime {
    private final LongSupplier nanoTime;
    private final long started;
    private long base;

    RunningTime(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.started = nanoTime.getAsLong();
    }

    long now() {
        return base + (nanoTime.getAsLong() - started) / 1_000_000;
    }

    /** Another run had come so far. */
    void goOnFrom(long time) {
        base += Math.max(0, time);
    }
}
