package org.tinylcm.updater.internal;

import java.util.List;

/**
 * The named moments of an update, between two steps that each leave the disk in order. A test ends the process at one
 * of them, as a power cut would: by the system property {@link #KILL}.
 */
final class Points {
    /** System property: name of the point at which the process ends at once. */
    static final String KILL = "tinylcm.update.kill";
    static final String ACCEPTED = "accepted";
    static final String FETCHED_FIRST = "fetched-first";
    static final String FETCHED = "fetched";
    static final String VERIFIED = "verified";
    static final String SNAPSHOT = "snapshot";
    static final String SET_WRITTEN = "set-written";
    static final String TRIAL = "trial";
    static final String STOPPED = "stopped";
    static final String UPDATED_FIRST = "updated-first";
    static final String UPDATED = "updated";
    static final String STARTED = "started";
    static final String TESTING = "testing";
    static final String OBSERVED = "observed";
    static final String CONFIRMED = "confirmed";
    static final String REVERTED = "reverted";
    static final String UNDONE = "undone";
    static final String RESTORED = "restored";
    static final String CLOSED = "closed";
    static final List<String> ALL = List.of(ACCEPTED, FETCHED_FIRST, FETCHED, VERIFIED, SNAPSHOT, SET_WRITTEN, TRIAL,
            STOPPED, UPDATED_FIRST, UPDATED, STARTED, TESTING, OBSERVED, CONFIRMED, REVERTED, UNDONE, RESTORED, CLOSED);
    private static final int KILLED = 137;

    private final String kill;

    /** @param kill where to end, null for nowhere */
    Points(String kill) {
        this.kill = kill;
    }

    void at(String point) {
        if (point.equals(kill)) {
            Runtime.getRuntime().halt(KILLED);
        }
    }
}
