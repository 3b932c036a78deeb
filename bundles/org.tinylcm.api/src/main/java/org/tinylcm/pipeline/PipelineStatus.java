package org.tinylcm.pipeline;

import java.util.List;
import java.util.Map;
import org.tinylcm.frame.SourceStatus;

/**
 * The pipeline at one moment.
 *
 * @param state what it is doing
 * @param detail one sentence: what it waits for, or why it is degraded
 * @param modelId pack in use, empty if none
 * @param source the source, null if there is none
 * @param frames frames classified
 * @param failures frames given up
 * @param framesPerSecond over the last few seconds
 * @param labels frames by label
 * @param drifting ids of the monitors in drift
 * @param onsets episodes begun since the start
 * @param recoveries episodes ended since the start
 * @param quarantined frames put aside since the start
 * @param listenersDropped results that slow listeners did not get, by listener
 * @param stages which bundle gives each stage, by stage: {@code org.tinylcm.classifier.knn 0.1.0}
 */
public record PipelineStatus(State state, String detail, String modelId, SourceStatus source, long frames,
        long failures, double framesPerSecond, Map<String, Long> labels, List<String> drifting, long onsets,
        long recoveries, long quarantined, Map<String, Long> listenersDropped, Map<String, String> stages) {

    public enum State {
        /** Not all stages are there yet, or one is being replaced: within the grace. */
        WAITING,
        /** Frames flow. */
        RUNNING,
        /** Stopped by command. */
        PAUSED,
        /** A stage has been missing for longer than the grace, or stages do not fit together. */
        DEGRADED,
        /** The source has ended. */
        ENDED
    }
}
