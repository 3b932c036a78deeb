package org.tinylcm.updater.internal;

import java.time.Clock;
import java.time.Instant;
import org.tinylcm.protocol.update.DeploymentState;

/** What is being done at the moment, for people. Safe for any thread. */
final class Progress {
    private final Clock clock;
    private String phase = "idle";
    private String detail = "";
    private long wanted;
    private long arrived;

    Progress(Clock clock) {
        this.clock = clock;
    }

    Instant now() {
        return clock.instant();
    }

    synchronized void phase(DeploymentState state, String what) {
        phase = state.id();
        detail = what;
    }

    synchronized void detail(String what) {
        detail = what;
    }

    synchronized void fetching(long bytes) {
        phase = DeploymentState.DOWNLOADING.id();
        wanted = bytes;
        arrived = 0;
        detail = "0 of " + bytes + " bytes";
    }

    synchronized void arrived(long bytes) {
        arrived += bytes;
        detail = arrived + " of at most " + wanted + " bytes";
    }

    synchronized void idle() {
        phase = "idle";
        detail = "";
    }

    synchronized String phase() {
        return phase;
    }

    synchronized String detail() {
        return detail;
    }
}
