package org.tinylcm.pipeline.internal;

import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import org.tinylcm.classify.Classifier;
import org.tinylcm.drift.DriftMonitor;
import org.tinylcm.feature.FeatureExtractor;
import org.tinylcm.feature.FeatureTransformer;
import org.tinylcm.frame.Frame;
import org.tinylcm.pipeline.PipelineListener;
import org.tinylcm.pipeline.StageTimings;
import org.tinylcm.quarantine.Quarantine;

/** For benchmarks: what the pipeline does with each frame, without its thread and its source. */
public final class FrameLoop {
    private final StageClock clock = new StageClock();
    private final FrameRunner runner;
    private final Chain chain;
    private final List<WatchedMonitor> monitors;
    private final Quarantine quarantine;

    /** @param listener who hears of each frame, on a thread of its own, or null */
    public FrameLoop(FeatureExtractor extractor, FeatureTransformer transformer, Classifier classifier,
            List<DriftMonitor> monitors, PipelineListener listener) {
        var listeners = new Listeners(64);
        if (listener != null) {
            listeners.add(listener, "bench", true);
        }
        runner = new FrameRunner(defaults(), clock, new Tally(), listeners);
        chain = new Chain(extractor, transformer, classifier, InputFamiliarity.UNKNOWN);
        this.monitors = monitors.stream().map(WatchedMonitor::new).toList();
        quarantine = (Quarantine) Proxy.newProxyInstance(FrameLoop.class.getClassLoader(),
                new Class<?>[] {Quarantine.class}, (proxy, method, arguments) -> null);
    }

    public void process(Frame frame) throws InterruptedException {
        runner.process(frame, chain, monitors, quarantine);
        runner.tellListeners();
    }

    /** Times by stage since the start. */
    public Map<String, StageTimings> timings() {
        return clock.timings();
    }

    private static FramePipeline.Config defaults() {
        return (FramePipeline.Config) Proxy.newProxyInstance(FrameLoop.class.getClassLoader(),
                new Class<?>[] {FramePipeline.Config.class}, (proxy, method, arguments) -> method.getDefaultValue());
    }
}
