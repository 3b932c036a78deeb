package org.tinylcm.adaptation.internal;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.tinylcm.drift.DriftEvent;

/**
 * Decides when a cycle starts. After a drift as soon as enough samples are pending and something new is among them;
 * without one after the configured period. Between cycles lie at least the configured number of frames, twice as many
 * after each cycle whose result did harm: a concept that is refused again and again costs less and less. Safe for any
 * thread.
 */
final class Trigger {
    static final String DRIFT = "drift";
    static final String SCHEDULE = "schedule";
    private static final int MOST_BACKOFF = 64;

    private final Settings settings;
    private final Set<String> episodes = new HashSet<>();
    private boolean drifted;
    private long framesSince;
    private int pending;
    private int fresh;
    private int backoff = 1;
    private long lastNanos;

    Trigger(Settings settings, int pending, long nowNanos) {
        this.settings = settings;
        this.pending = pending;
        this.fresh = pending;
        this.framesSince = settings.minFrames();
        this.lastNanos = nowNanos;
    }

    synchronized void frame(boolean quarantined) {
        framesSince++;
        if (quarantined) {
            pending++;
            fresh++;
        }
    }

    synchronized void drift(DriftEvent event) {
        if (event.kind() == DriftEvent.Kind.ONSET) {
            drifted = true;
            episodes.add(event.episode());
        } else {
            episodes.remove(event.episode());
        }
    }

    /** Why a cycle should start now, if it should. */
    synchronized Optional<String> due(long nowNanos) {
        if (!settings.enabled() || fresh == 0 || framesSince < (long) settings.minFrames() * backoff) {
            return Optional.empty();
        }
        if (drifted && pending >= settings.minPending()) {
            return Optional.of(DRIFT);
        }
        boolean periodOver = !settings.period().isZero() && nowNanos - lastNanos >= settings.period().toNanos();
        return periodOver ? Optional.of(SCHEDULE) : Optional.empty();
    }

    /** A cycle ran, or tried to. */
    synchronized void ran(int stillPending, boolean harm, long nowNanos) {
        pending = stillPending;
        fresh = 0;
        framesSince = 0;
        drifted = !episodes.isEmpty();
        lastNanos = nowNanos;
        if (harm) {
            harmed();
        }
    }

    /** An adaptation was refused or taken back. */
    synchronized void harmed() {
        backoff = Math.min(MOST_BACKOFF, backoff * 2);
    }

    /** An adaptation stood its probation. */
    synchronized void confirmed() {
        backoff = 1;
    }
}
