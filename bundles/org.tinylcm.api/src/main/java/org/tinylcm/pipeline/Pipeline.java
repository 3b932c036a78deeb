package org.tinylcm.pipeline;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.osgi.annotation.versioning.ProviderType;
import org.tinylcm.classify.Classifier;
import org.tinylcm.frame.Frame;
import org.tinylcm.state.SnapshotInfo;

/** Runs frames through the stages. Safe for any thread. */
@ProviderType
public interface Pipeline {

    PipelineStatus status();

    /** Times by stage name, {@code total} included. */
    Map<String, StageTimings> timings();

    /**
     * Looks at one frame that is not of the stream: monitors, counters and quarantine do not see it.
     *
     * @throws IllegalStateException a stage is missing
     * @throws org.tinylcm.input.BadInputException the frame cannot be used
     */
    FrameResult predict(Frame frame);

    /** Stops taking frames after the present one; the source keeps (or drops) them by its own rule. */
    void pause();

    void resume();

    /** The classifier in use, if all stages are there and fit together. */
    Optional<Classifier> classifier();

    /**
     * Runs a task between two frames, on the caller's thread, while no frame is under way. Keep it short: frames wait.
     */
    <T> T betweenFrames(Callable<T> task) throws Exception;

    /**
     * Collects the state of every stage between two frames and has a snapshot written.
     *
     * @throws IllegalStateException there is no state manager or no model at the moment
     */
    SnapshotInfo snapshot(String reason);

    /** Collects the state of every stage between two frames and has it saved for the next start. */
    void saveState();

    /**
     * Puts every stage back to a snapshot, between two frames, and saves that for the next start.
     *
     * @throws IllegalArgumentException there is no such snapshot, or it belongs to another pack
     */
    void rollback(String snapshotId);
}
