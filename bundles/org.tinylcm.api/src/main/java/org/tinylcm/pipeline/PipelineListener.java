package org.tinylcm.pipeline;

import org.osgi.annotation.versioning.ConsumerType;
import org.tinylcm.drift.DriftEvent;

/**
 * Hears what happened, off the frame thread: each listener has its own bounded queue and its own order-preserving
 * delivery. What happens when the queue is full is the listener's choice, by the service property
 * {@link #OVERFLOW}.
 */
@ConsumerType
public interface PipelineListener {
    /** Service property: {@link #DROP} (default) or {@link #WAIT}. */
    String OVERFLOW = "tinylcm.overflow";
    /** The oldest results that wait are dropped, and counted; events are kept as long as there is room for them. */
    String DROP = "drop";
    /** The frame thread waits for room: nothing is lost, and a slow listener slows the device. For reports. */
    String WAIT = "wait";

    /** A frame was classified. */
    default void onFrame(FrameResult result) {
    }

    /** A frame failed at a stage and was given up. */
    default void onFailure(FrameFailure failure) {
    }

    /** An episode of drift began or ended at this frame; called after {@link #onFrame} for it. */
    default void onDrift(DriftEvent event, FrameResult result) {
    }

    /** The source has ended and every frame of it was delivered. */
    default void onEnd() {
    }
}
