package org.tinylcm.pipeline.internal;

import java.lang.System.Logger.Level;
import java.time.Instant;
import java.util.UUID;
import org.tinylcm.drift.DriftEvent;
import org.tinylcm.drift.DriftMonitor;
import org.tinylcm.drift.Observation;
import org.tinylcm.drift.Verdict;
import org.tinylcm.frame.Frame;

/** A monitor and the episode it is in. Used by the frame thread; {@link #drifting} by any. */
final class WatchedMonitor {
    private static final System.Logger logger = System.getLogger(WatchedMonitor.class.getName());

    private final DriftMonitor monitor;
    private final String id;
    private volatile boolean drifting;
    private String episode = "";
    private Verdict verdict = Verdict.WARMING_UP;
    private boolean resumed;
    private boolean failureLogged;

    WatchedMonitor(DriftMonitor monitor) {
        this.monitor = monitor;
        id = monitor.id();
    }

    DriftMonitor monitor() {
        return monitor;
    }

    String id() {
        return id;
    }

    boolean drifting() {
        return drifting;
    }

    Verdict verdict() {
        return verdict;
    }

    /** After the monitor got its state: an episode that was under way goes on and does not begin anew. */
    void resume(String openEpisode) {
        resumed = true;
        drifting = monitor.reading().verdict() == Verdict.DRIFT;
        episode = drifting ? openEpisode : "";
    }

    boolean resumed() {
        return resumed;
    }

    /** Id of the episode under way, empty if there is none. */
    String openEpisode() {
        return drifting ? episode : "";
    }

    /** @return true if an episode began or ended with this frame */
    boolean observe(Observation observation) {
        try {
            verdict = monitor.observe(observation);
        } catch (RuntimeException e) {
            verdict = Verdict.WARMING_UP;
            if (!failureLogged) {
                failureLogged = true;
                logger.log(Level.ERROR, "Monitor " + id + " failed; frames go on without it, told once", e);
            }
        }
        return turns();
    }

    /** True from the observation that begins or ends an episode until {@link #turn}. */
    boolean turns() {
        return verdict == Verdict.DRIFT != drifting;
    }

    DriftEvent turn(Frame frame) {
        drifting = !drifting;
        if (drifting || episode.isEmpty()) {
            episode = UUID.randomUUID().toString();
        }
        var kind = drifting ? DriftEvent.Kind.ONSET : DriftEvent.Kind.RECOVERY;
        return new DriftEvent(UUID.randomUUID().toString(), episode, kind, Instant.now(), frame.sequence(),
                frame.name(), monitor.reading());
    }
}
