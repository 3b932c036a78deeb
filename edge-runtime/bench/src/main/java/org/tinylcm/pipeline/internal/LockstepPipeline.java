package org.tinylcm.pipeline.internal;

import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.ReentrantLock;
import org.tinylcm.classify.Classifier;
import org.tinylcm.drift.DriftMonitor;
import org.tinylcm.feature.FeatureExtractor;
import org.tinylcm.feature.FeatureTransformer;
import org.tinylcm.frame.Frame;
import org.tinylcm.pipeline.FrameResult;
import org.tinylcm.pipeline.Pipeline;
import org.tinylcm.pipeline.PipelineListener;
import org.tinylcm.pipeline.PipelineStatus;
import org.tinylcm.pipeline.StageTimings;
import org.tinylcm.quarantine.Quarantine;
import org.tinylcm.state.SnapshotInfo;
import org.tinylcm.state.StateManager;
import org.tinylcm.state.Stateful;

/**
 * For measurements: the pipeline's own parts (chain, frame runner, watched monitors, state keeper, checkpoints) on the
 * caller's thread, as with {@code lockstep=true}: the next frame comes when the listener has heard the one before.
 */
public final class LockstepPipeline implements Pipeline, AutoCloseable {
    private static final long MOST_MILLIS = 60_000;

    private final Tally tally = new Tally();
    private final Listeners listeners = new Listeners(64);
    private final StateKeeper keeper = new StateKeeper();
    private final MonitorSet monitors = new MonitorSet();
    private final Checkpoints checkpoints = new Checkpoints(keeper, tally, new ReentrantLock(), 86_400);
    private final FrameRunner runner;
    private final Chain chain;
    private final Quarantine quarantine;

    /** @param stateful everything that has a state, the monitors left out */
    public LockstepPipeline(FeatureExtractor extractor, FeatureTransformer transformer, Classifier classifier,
            List<DriftMonitor> monitors, List<Stateful> stateful, Quarantine quarantine, StateManager states) {
        runner = new FrameRunner(defaults(), new StageClock(), tally, listeners);
        chain = new Chain(extractor, transformer, classifier, InputFamiliarity.UNKNOWN);
        this.quarantine = quarantine;
        checkpoints.manager.fill(states, "");
        stateful.forEach(keeper::arrived);
        monitors.forEach(monitor -> {
            this.monitors.add(monitor, "");
            keeper.arrived((Stateful) monitor);
        });
        keeper.settle(classifier.modelId(), states);
        this.monitors.settle();
    }

    public void listener(PipelineListener listener) {
        listeners.add(listener, "trial", true);
    }

    public void process(Frame frame) throws InterruptedException {
        runner.process(frame, chain, monitors.watched(), quarantine);
        runner.tellListeners();
        listeners.drain(MOST_MILLIS);
    }

    @Override
    public void close() {
        listeners.close();
    }

    @Override
    public PipelineStatus status() {
        throw new UnsupportedOperationException("nobody asks it here");
    }

    @Override
    public Map<String, StageTimings> timings() {
        return Map.of();
    }

    @Override
    public FrameResult predict(Frame frame) {
        return FrameRunner.predict(frame, chain);
    }

    @Override
    public void pause() {
        throw new UnsupportedOperationException("the caller brings the frames");
    }

    @Override
    public void resume() {
        throw new UnsupportedOperationException("the caller brings the frames");
    }

    @Override
    public Optional<Classifier> classifier() {
        return Optional.of(chain.classifier());
    }

    @Override
    public <T> T betweenFrames(Callable<T> task) throws Exception {
        return task.call();
    }

    @Override
    public SnapshotInfo snapshot(String reason) {
        return checkpoints.snapshot(reason);
    }

    @Override
    public void saveState() {
        checkpoints.saveNow();
    }

    @Override
    public void rollback(String snapshotId) {
        checkpoints.rollback(snapshotId);
    }

    private static FramePipeline.Config defaults() {
        return (FramePipeline.Config) Proxy.newProxyInstance(LockstepPipeline.class.getClassLoader(),
                new Class<?>[] {FramePipeline.Config.class}, (proxy, method, arguments) -> method.getDefaultValue());
    }
}
