package org.tinylcm.it;

import java.util.Hashtable;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.osgi.framework.BundleContext;
import org.tinylcm.drift.DriftEvent;
import org.tinylcm.pipeline.FrameFailure;
import org.tinylcm.pipeline.FrameResult;
import org.tinylcm.pipeline.PipelineListener;

/** Hears everything that the pipeline tells, and makes the pipeline wait rather than lose anything. */
final class FrameRecorder implements PipelineListener {
    final List<FrameResult> results = new CopyOnWriteArrayList<>();
    final List<FrameFailure> failures = new CopyOnWriteArrayList<>();
    final List<DriftEvent> events = new CopyOnWriteArrayList<>();
    volatile boolean ended;

    static FrameRecorder in(BundleContext context) {
        var recorder = new FrameRecorder();
        var properties = new Hashtable<String, Object>();
        properties.put(OVERFLOW, WAIT);
        properties.put("component.name", "test.recorder");
        context.registerService(PipelineListener.class, recorder, properties);
        return recorder;
    }

    @Override
    public void onFrame(FrameResult result) {
        results.add(result);
    }

    @Override
    public void onFailure(FrameFailure failure) {
        failures.add(failure);
    }

    @Override
    public void onDrift(DriftEvent event, FrameResult result) {
        events.add(event);
    }

    @Override
    public void onEnd() {
        ended = true;
    }
}
