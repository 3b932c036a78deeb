package org.tinylcm.pipeline.internal;

import org.tinylcm.drift.DriftEvent;
import org.tinylcm.pipeline.FrameFailure;
import org.tinylcm.pipeline.FrameResult;
import org.tinylcm.pipeline.PipelineListener;

/** One thing that listeners hear. */
sealed interface Delivery {

    void to(PipelineListener listener);

    record Result(FrameResult result) implements Delivery {
        @Override
        public void to(PipelineListener listener) {
            listener.onFrame(result);
        }
    }

    record Failure(FrameFailure failure) implements Delivery {
        @Override
        public void to(PipelineListener listener) {
            listener.onFailure(failure);
        }
    }

    record Drift(DriftEvent event, FrameResult result) implements Delivery {
        @Override
        public void to(PipelineListener listener) {
            listener.onDrift(event, result);
        }
    }

    record End() implements Delivery {
        @Override
        public void to(PipelineListener listener) {
            listener.onEnd();
        }
    }
}
