package org.tinylcm.pipeline.internal;

import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.tinylcm.classify.Classifier;
import org.tinylcm.drift.DriftMonitor;
import org.tinylcm.feature.FeatureExtractor;
import org.tinylcm.feature.FeatureTransformer;
import org.tinylcm.frame.Frame;
import org.tinylcm.frame.FrameSource;
import org.tinylcm.frame.SourceStatus;
import org.tinylcm.input.BadInputException;
import org.tinylcm.model.ModelPack;
import org.tinylcm.ops.Audit;
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
 * Pulls frames and runs each through the stages, one at a time, on one thread. Every stage is a dynamic reference that
 * is exchanged under {@link #frameLock}: a replacement waits for the frame under way and the next frame waits for the
 * replacement, so that no frame is lost, doubled or seen by a mixture of old and new stages.
 *
 * <p>Life cycle: waiting (stages missing) → running ⇄ paused → ended (the source has ended). A stage that is missing
 * for longer than the grace makes the pipeline degraded until it comes back; the loop itself never ends before the
 * component does.
 */
@Component(service = Pipeline.class, configurationPid = "org.tinylcm.pipeline")
@Designate(ocd = FramePipeline.Config.class)
public final class FramePipeline implements Pipeline {
    /** Framework property: {@code true} stops the framework when the source has ended and all was delivered. */
    static final String EXIT_AT_END = "tinylcm.exit_at_end";

    private static final System.Logger logger = System.getLogger(FramePipeline.class.getName());
    private static final Duration POLL = Duration.ofMillis(20);
    private static final long DRAIN_MILLIS = 60_000;

    @ObjectClassDefinition(name = "TinyLCM pipeline")
    @interface Config {
        @AttributeDefinition(name = "Grace", min = "0", max = "600000",
                description = "How long a stage may be missing before the pipeline calls itself degraded, ms")
        int grace_ms() default 5_000;

        @AttributeDefinition(name = "Save interval", min = "1", max = "86400",
                description = "Time between two saves of the stages' state while frames flow, s")
        int save_interval_seconds() default 60;

        @AttributeDefinition(name = "Listener queue", min = "1", max = "10000",
                description = "Deliveries that may wait for one listener")
        int listener_queue() default 64;

        @AttributeDefinition(name = "Quarantine limit", min = "0", max = "1",
                description = "A frame is put aside if at most this share of known samples is as novel, 0..1")
        double quarantine_familiarity() default 0.01;

        @AttributeDefinition(name = "Quarantine limit in drift", min = "0", max = "1",
                description = "The same limit while at least one monitor is in drift, 0..1")
        double quarantine_familiarity_in_drift() default 0.2;

        @AttributeDefinition(name = "Lock-step", description = "Wait after each frame until every listener has heard"
                + " it, so that the same stream always gives the same result: for evaluation, slow")
        boolean lockstep() default false;

        @AttributeDefinition(name = "Paused", description = "Begin paused: no frame is taken before 'resume'")
        boolean paused() default false;
    }

    private final BundleContext context;
    private final Config config;
    private final ReentrantLock frameLock = new ReentrantLock(true);
    private final Condition changed = frameLock.newCondition();
    private final Slot<Quarantine> quarantine = new Slot<>();
    private final MonitorSet monitors = new MonitorSet();
    private final Assembly assembly;
    private final Checkpoints checkpoints;
    private final StateKeeper stateKeeper = new StateKeeper();
    private final StageClock clock = new StageClock();
    private final Tally tally = new Tally();
    private final Listeners listeners;
    private final FrameRunner runner;
    private final Thread thread;
    private volatile Audit audit;
    private volatile boolean paused;
    private volatile boolean ended;
    private volatile boolean stopped;
    private boolean degradedLogged;

    @Activate
    public FramePipeline(BundleContext context, Config config) {
        this.context = context;
        this.config = config;
        paused = config.paused();
        assembly = new Assembly(config.grace_ms());
        checkpoints = new Checkpoints(stateKeeper, tally, frameLock, config.save_interval_seconds());
        listeners = new Listeners(config.listener_queue());
        runner = new FrameRunner(config, clock, tally, listeners);
        thread = new Thread(this::run, "tinylcm-frames");
    }

    @Activate
    void start() {
        thread.start();
    }

    @Deactivate
    void stop() throws InterruptedException {
        locked(() -> {
            stopped = true;
            changed.signalAll();
        });
        thread.interrupt();
        thread.join(TimeUnit.SECONDS.toMillis(30));
        checkpoints.save(checkpoints.manager.get());
        listeners.close();
    }

    // ---- stages come and go

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void bindSource(FrameSource service, Map<String, Object> properties) {
        locked(() -> {
            ended = false;
            exchange(assembly.source, service, properties);
        });
    }

    void unbindSource(FrameSource service) {
        leave(service);
    }

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void bindExtractor(FeatureExtractor service, Map<String, Object> properties) {
        exchange(assembly.extractor, service, properties);
    }

    void unbindExtractor(FeatureExtractor service) {
        leave(service);
    }

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void bindTransformer(FeatureTransformer service, Map<String, Object> properties) {
        exchange(assembly.transformer, service, properties);
    }

    void unbindTransformer(FeatureTransformer service) {
        leave(service);
    }

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void bindClassifier(Classifier service, Map<String, Object> properties) {
        exchange(assembly.classifier, service, properties);
    }

    void unbindClassifier(Classifier service) {
        leave(service);
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void bindPack(ModelPack service) {
        locked(() -> {
            assembly.add(service);
            changed.signalAll();
        });
    }

    void unbindPack(ModelPack service) {
        locked(() -> {
            assembly.remove(service);
            changed.signalAll();
        });
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void bindMonitor(DriftMonitor service, Map<String, Object> properties) {
        locked(() -> {
            arrive(service);
            monitors.add(service, provider(properties));
        });
    }

    void unbindMonitor(DriftMonitor service) {
        leave(service);
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void bindStateful(Stateful service) {
        locked(() -> stateKeeper.arrived(service));
    }

    void unbindStateful(Stateful service) {
        leave(service);
    }

    /**
     * A stage is bound and unbound once for each of its services, one after the other, and frames could flow between
     * the two. So the first of them counts for all: no frame before the state was restored, none after it was saved.
     */
    private void arrive(Object service) {
        if (service instanceof Stateful stage) {
            stateKeeper.arrived(stage);
        }
    }

    private void leave(Object service) {
        locked(() -> {
            boolean inUse = assembly.remove(service);
            monitors.remove(service);
            if (service instanceof Stateful stage) {
                stateKeeper.left(stage);
            }
            if (inUse) {
                changed.signalAll();
            }
        });
    }

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void bindStates(StateManager service, Map<String, Object> properties) {
        locked(() -> {
            checkpoints.manager.fill(service, provider(properties));
            changed.signalAll();
        });
    }

    void unbindStates(StateManager service) {
        // Last chance: at a shutdown the state manager may go before the pipeline does.
        checkpoints.save(service);
        locked(() -> checkpoints.manager.empty(service));
    }

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void bindQuarantine(Quarantine service, Map<String, Object> properties) {
        locked(() -> quarantine.fill(service, provider(properties)));
    }

    void unbindQuarantine(Quarantine service) {
        locked(() -> quarantine.empty(service));
    }

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void bindAudit(Audit service) {
        audit = service;
    }

    void unbindAudit(Audit service) {
        if (audit == service) {
            audit = null;
        }
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void bindListener(PipelineListener service, Map<String, Object> properties) {
        var name = String.valueOf(properties.getOrDefault("component.name", service.getClass().getName()));
        boolean wait = PipelineListener.WAIT.equals(properties.get(PipelineListener.OVERFLOW));
        listeners.add(service, name.substring(name.lastIndexOf('.') + 1), wait);
    }

    void unbindListener(PipelineListener service) {
        listeners.remove(service);
    }

    private <T> void exchange(Slot<T> slot, T service, Map<String, Object> properties) {
        locked(() -> {
            slot.fill(service, provider(properties));
            arrive(service);
            assembly.reassemble();
            changed.signalAll();
        });
    }

    // ---- the frame thread

    private void run() {
        try {
            while (!stopped) {
                frameLock.lockInterruptibly();
                try {
                    if (ready()) {
                        step();
                    } else {
                        changed.await(50, TimeUnit.MILLISECONDS);
                        noteDegraded();
                    }
                } finally {
                    frameLock.unlock();
                }
                runner.tellListeners();
                if (config.lockstep()) {
                    listeners.drain(DRAIN_MILLIS);
                }
                if (ended) {
                    end();
                }
                checkpoints.saveNowAndThen();
            }
        } catch (InterruptedException e) {
            // stop() interrupts the wait for a frame; there is nothing to finish.
            Thread.currentThread().interrupt();
        } catch (Throwable e) {
            logger.log(Level.ERROR, "The frame thread has ended; restart the pipeline bundle", e);
            throw e;
        }
    }

    private boolean ready() {
        return assembly.complete() && !paused && !ended && statesReady();
    }

    /** Saved states are waited for, but not for longer than the grace. */
    private boolean statesReady() {
        return checkpoints.manager.get() != null || !stateKeeper.unsettled(assembly.chain().modelId())
                || assembly.graceOver();
    }

    private void step() throws InterruptedException {
        var from = assembly.source.get();
        var chain = assembly.chain();
        settle(chain.modelId());
        Frame frame = null;
        try {
            frame = from.next(POLL);
            if (frame != null) {
                degradedLogged = false;
                runner.process(frame, chain, monitors.watched(), quarantine.get());
            } else {
                ended = from.ended();
            }
        } catch (RuntimeException e) {
            runner.fail(frame == null ? from.status().description() : frame.name(), e);
            if (frame == null && !(e instanceof BadInputException)) {
                // A broken source must not turn the loop into a busy one; a refused item may be followed at once.
                changed.await(POLL.toMillis(), TimeUnit.MILLISECONDS);
            }
        }
    }

    private void settle(String modelId) {
        if (stateKeeper.unsettled(modelId)) {
            stateKeeper.settle(modelId, checkpoints.manager.get());
            monitors.unsettle();
        }
        monitors.settle();
    }

    private void end() throws InterruptedException {
        listeners.tell(new Delivery.End());
        checkpoints.save(checkpoints.manager.get());
        listeners.drain(DRAIN_MILLIS);
        if (Boolean.parseBoolean(context.getProperty(EXIT_AT_END))) {
            stopFramework();
        }
        frameLock.lockInterruptibly();
        try {
            while (ended && !stopped) {
                changed.await();
            }
        } finally {
            frameLock.unlock();
        }
    }

    /** From a thread of its own: stopping the framework waits for the frame thread. */
    private void stopFramework() {
        var system = context.getBundle(Constants.SYSTEM_BUNDLE_LOCATION);
        new Thread(() -> {
            try {
                system.stop();
            } catch (BundleException e) {
                logger.log(Level.ERROR, "The framework does not stop", e);
            }
        }, "tinylcm-exit").start();
    }

    private void noteDegraded() {
        if (assembly.wanted() && !degradedLogged && !paused && !ended && assembly.graceOver()
                && !assembly.problem().isEmpty()) {
            degradedLogged = true;
            logger.log(Level.WARNING, "Degraded, no frame is looked at: {0}", assembly.problem());
        }
    }

    // ---- state

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
        var info = checkpoints.rollback(snapshotId);
        var trail = audit;
        if (trail != null) {
            trail.record("rollback", Map.of("snapshot", snapshotId, "reason", info.reason()));
        }
    }

    // ---- questions and commands

    @Override
    public PipelineStatus status() {
        var from = assembly.source.get();
        var inUse = assembly.chain();
        var problem = assembly.problem();
        var state = state(problem);
        SourceStatus sourceStatus = from == null ? null : from.status();
        return new PipelineStatus(state, detail(state, problem), inUse == null ? "" : inUse.modelId(), sourceStatus,
                tally.frames(), tally.failures(), tally.framesPerSecond(), tally.labels(), monitors.drifting(), tally.onsets(),
                tally.recoveries(), tally.quarantined(), listeners.dropped(), stages());
    }

    private PipelineStatus.State state(String problem) {
        if (ended) {
            return PipelineStatus.State.ENDED;
        }
        if (!problem.isEmpty()) {
            return assembly.graceOver() ? PipelineStatus.State.DEGRADED : PipelineStatus.State.WAITING;
        }
        return paused ? PipelineStatus.State.PAUSED : PipelineStatus.State.RUNNING;
    }

    private static String detail(PipelineStatus.State state, String problem) {
        return switch (state) {
            case ENDED -> "the source has ended";
            case DEGRADED, WAITING -> problem;
            case PAUSED -> "paused by command";
            case RUNNING -> "frames flow";
        };
    }

    private Map<String, String> stages() {
        var stages = new LinkedHashMap<>(assembly.providers());
        frameLock.lock();
        try {
            stages.putAll(monitors.providers());
        } finally {
            frameLock.unlock();
        }
        stages.put("quarantine", quarantine.provider());
        stages.put("state", checkpoints.manager.provider());
        return stages;
    }

    @Override
    public Map<String, StageTimings> timings() {
        return clock.timings();
    }

    @Override
    public FrameResult predict(Frame frame) {
        frameLock.lock();
        try {
            var chain = assembly.chain();
            if (chain == null) {
                throw new IllegalStateException(assembly.problem());
            }
            return FrameRunner.predict(frame, chain);
        } finally {
            frameLock.unlock();
        }
    }

    @Override
    public void pause() {
        locked(() -> paused = true);
    }

    @Override
    public void resume() {
        locked(() -> {
            paused = false;
            changed.signalAll();
        });
    }

    @Override
    public Optional<Classifier> classifier() {
        return Optional.ofNullable(assembly.chain()).map(Chain::classifier);
    }

    @Override
    public <T> T betweenFrames(Callable<T> task) throws Exception {
        frameLock.lock();
        try {
            return task.call();
        } finally {
            frameLock.unlock();
        }
    }

    private void locked(Runnable task) {
        frameLock.lock();
        try {
            task.run();
        } finally {
            frameLock.unlock();
        }
    }

    private String provider(Map<String, Object> properties) {
        Object id = properties.get(Constants.SERVICE_BUNDLEID);
        Bundle bundle = id instanceof Long number ? context.getBundle(number) : null;
        return bundle == null ? "unknown bundle" : bundle.getSymbolicName() + " " + bundle.getVersion();
    }
}
