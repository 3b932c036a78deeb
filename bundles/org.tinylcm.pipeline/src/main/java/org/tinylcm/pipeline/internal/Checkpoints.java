package org.tinylcm.pipeline.internal;

import java.lang.System.Logger.Level;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import org.tinylcm.state.ComponentState;
import org.tinylcm.state.SnapshotInfo;
import org.tinylcm.state.StateManager;

/**
 * Takes the stages' states to the disk and back. What is collected is from between two frames; writing it makes no
 * frame wait.
 */
final class Checkpoints {
    private static final System.Logger logger = System.getLogger(Checkpoints.class.getName());

    final Slot<StateManager> manager = new Slot<>();
    private final StateKeeper keeper;
    private final Tally tally;
    private final Lock frameLock;
    private final long intervalNanos;
    private long savedAt = System.nanoTime();
    private long savedFrames;

    Checkpoints(StateKeeper keeper, Tally tally, Lock frameLock, long intervalSeconds) {
        this.keeper = keeper;
        this.tally = tally;
        this.frameLock = frameLock;
        intervalNanos = TimeUnit.SECONDS.toNanos(intervalSeconds);
    }

    /** For the frame thread: saves when it is time and frames came since. */
    void saveNowAndThen() {
        if (tally.frames() != savedFrames && System.nanoTime() - savedAt > intervalNanos) {
            save(manager.get());
        }
    }

    /** @param to null if there is none: then nothing is saved */
    void save(StateManager to) {
        savedAt = System.nanoTime();
        savedFrames = tally.frames();
        if (to == null) {
            return;
        }
        try {
            write(to);
        } catch (RuntimeException e) {
            logger.log(Level.ERROR, "State cannot be saved, it will be tried again: {0}", e.toString());
        }
    }

    /** @throws IllegalStateException there is no state manager */
    void saveNow() {
        write(stateManager());
    }

    /** @throws IllegalStateException there is no state manager, or no model yet */
    SnapshotInfo snapshot(String reason) {
        var to = stateManager();
        var collected = collect();
        if (collected.modelId().isEmpty()) {
            throw new IllegalStateException("there is no model in use yet, hence no state");
        }
        return to.snapshot(collected.modelId(), reason, collected.states());
    }

    /**
     * @return what every stage was put back to
     * @throws IllegalArgumentException there is no such snapshot, or it belongs to another model
     */
    SnapshotInfo rollback(String snapshotId) {
        var from = stateManager();
        var info = from.snapshots().stream().filter(s -> s.id().equals(snapshotId)).findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no snapshot " + snapshotId));
        var saved = from.read(snapshotId)
                .orElseThrow(() -> new IllegalArgumentException("there is no snapshot " + snapshotId));
        frameLock.lock();
        try {
            if (!info.modelId().equals(keeper.modelId())) {
                throw new IllegalArgumentException("snapshot " + snapshotId + " belongs to another model pack");
            }
            keeper.rollback(saved);
        } finally {
            frameLock.unlock();
        }
        write(from);
        return info;
    }

    private void write(StateManager to) {
        var collected = collect();
        if (!collected.modelId().isEmpty()) {
            to.save(collected.modelId(), collected.states());
        }
    }

    private record Collected(String modelId, Map<String, ComponentState> states) {
    }

    private Collected collect() {
        frameLock.lock();
        try {
            return new Collected(keeper.modelId(), keeper.collect());
        } finally {
            frameLock.unlock();
        }
    }

    private StateManager stateManager() {
        var there = manager.get();
        if (there == null) {
            throw new IllegalStateException("there is no state manager at the moment");
        }
        return there;
    }
}
