package org.tinylcm.updater.internal;

import java.lang.System.Logger.Level;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.tinylcm.model.ModelPack;
import org.tinylcm.pipeline.Pipeline;
import org.tinylcm.pipeline.PipelineStatus;

/** Whether a new set works: components, known samples, and so many frames of the stream. */
final class Trial {
    private static final System.Logger logger = System.getLogger(Trial.class.getName());
    private static final long LOOK_MILLIS = 2;
    private static final int SLOW_AGAIN = 5;
    private static final long SLOW_MILLIS = 200;

    private final Device device;
    private final Components components;
    private final FrameWatch frames;
    private final Settings settings;

    /**
     * @param workSeconds most time until everything works after a swap
     * @param frames to be observed
     * @param observeSeconds most time for that
     * @param limits what an update may cost
     */
    record Settings(int workSeconds, int frames, int observeSeconds, SelfTest.Limits limits) {
    }

    /**
     * How the old set did.
     *
     * @param working components that worked
     * @param ran true if the pipeline had all its stages
     * @param figures of known samples, null if there are none
     */
    record Before(Set<String> working, boolean ran, SelfTest.Figures figures) {
        Before {
            working = working == null ? Set.of() : Set.copyOf(working);
        }
    }

    /**
     * What a set must come to.
     *
     * @param before how the set before did
     * @param changed symbolic names of the bundles that were replaced
     * @param pack name and version of the pack that must be in use, null if that does not matter
     * @param packId id of the pack that must be in use, null if that does not matter
     * @param notPackId id of the pack that must not be in use any more, null if that does not matter
     */
    record Expectation(Before before, Set<String> changed, String pack, String packId, String notPackId) {
        private String problem(Optional<ModelPack> inUse) {
            if (pack == null && packId == null) {
                return "";
            }
            if (inUse.isEmpty()) {
                return "no model pack is in use";
            }
            var it = inUse.get();
            return pack != null && !pack.equals(it.name() + " " + it.version()) || it.id().equals(notPackId)
                    || packId != null && !packId.equals(it.id())
                    ? "the model pack " + (pack == null ? "of before" : pack) + " was not taken: " + it.name() + " "
                            + it.version() + " is in use" : "";
        }
    }

    /** The time for which frames waited. */
    final class Pause {
        private final long begin = System.nanoTime();
        private final boolean mine;
        private long nanos;

        private Pause(boolean mine) {
            this.mine = mine;
        }

        void end() {
            if (nanos == 0) {
                nanos = System.nanoTime() - begin;
                if (mine) {
                    device.find(Pipeline.class).ifPresent(Pipeline::resume);
                }
            }
        }

        double millis() {
            return nanos / 1e6;
        }
    }

    Trial(Device device, Components components, FrameWatch frames, Settings settings) {
        this.device = device;
        this.components = components;
        this.frames = frames;
        this.settings = settings;
    }

    /** Looks at the set that is there. */
    Before before() {
        boolean ran = device.find(Pipeline.class).map(p -> works(p.status())).orElse(false);
        return new Before(components.working(), ran, ran ? measure().orElse(null) : null);
    }

    private Optional<SelfTest.Figures> measure() {
        var pipeline = device.find(Pipeline.class);
        var pack = device.find(ModelPack.class);
        return pipeline.isPresent() && pack.isPresent()
                ? Optional.of(SelfTest.measure(pipeline.get(), pack.get())) : Optional.empty();
    }

    /** @return id of a snapshot of the state, null if there is nothing to keep */
    String snapshot(String reason) {
        var pipeline = device.find(Pipeline.class);
        try {
            saveState();
            return pipeline.isEmpty() ? null : pipeline.get().snapshot(reason).id();
        } catch (IllegalStateException e) {
            logger.log(Level.WARNING, "There is no state to keep: {0}", e.getMessage());
            return null;
        }
    }

    void saveState() {
        try {
            device.find(Pipeline.class).ifPresent(Pipeline::saveState);
        } catch (IllegalStateException e) {
            logger.log(Level.WARNING, "The state cannot be saved: {0}", e.getMessage());
        }
    }

    /** Puts the stages back to a snapshot, as soon as they are there. */
    void restore(String snapshot) throws InterruptedException {
        var end = System.nanoTime() + TimeUnit.SECONDS.toNanos(settings.workSeconds());
        while (true) {
            try {
                device.find(Pipeline.class).orElseThrow(() -> new IllegalStateException("no pipeline"))
                        .rollback(snapshot);
                return;
            } catch (IllegalStateException | IllegalArgumentException e) {
                if (System.nanoTime() > end) {
                    logger.log(Level.ERROR, "The state of before the update cannot be restored: {0}", e.getMessage());
                    return;
                }
            }
            pause();
        }
    }

    Pause hold() {
        var pipeline = device.find(Pipeline.class);
        boolean runs = pipeline.map(p -> p.status().state() != PipelineStatus.State.PAUSED).orElse(false);
        if (runs) {
            pipeline.get().pause();
        }
        return new Pause(runs);
    }

    /**
     * Waits until the pipeline has all its stages, if it ever had, and the right pack.
     *
     * @throws UpdateFailure it does not come to that
     */
    void awaitWorking(Expectation expected) throws InterruptedException {
        var end = System.nanoTime() + TimeUnit.SECONDS.toNanos(settings.workSeconds());
        while (expected.before().ran()) {
            var status = device.find(Pipeline.class).map(Pipeline::status);
            var packProblem = expected.problem(device.find(ModelPack.class));
            if (status.map(Trial::works).orElse(false) && packProblem.isEmpty()) {
                return;
            }
            if (System.nanoTime() > end) {
                var what = packProblem.isEmpty() ? status.map(PipelineStatus::detail).orElse("there is no pipeline")
                        : packProblem;
                throw new UpdateFailure(what + components.problem(expected.before().working(), expected.changed())
                        .map(problem -> "; " + problem).orElse(""));
            }
            pause();
        }
    }

    /**
     * Tests and observes.
     *
     * @return figures for the report
     * @throws UpdateFailure the new set must not stay; the message says why
     */
    Map<String, Double> run(Expectation expected, Progress progress)
            throws InterruptedException {
        awaitWorking(expected);
        require(settle(expected));
        frames.begin();
        var before = expected.before().figures();
        var after = measure().orElse(null);
        if (after != null) {
            require(settings.limits().problem(before, after));
            require(settings.limits().lost(before, after));
        } else if (before != null) {
            throw new UpdateFailure("the pipeline does not run any more");
        }
        observe(expected, progress);
        var warm = measure().orElse(null);
        for (int again = 0; again < SLOW_AGAIN && warm != null && settings.limits().slow(before, warm).isPresent();
                again++) {
            // Something else may keep the machine busy; what is slow by itself is so every time.
            TimeUnit.MILLISECONDS.sleep(SLOW_MILLIS);
            warm = measure().orElse(warm);
        }
        if (warm != null) {
            require(settings.limits().problem(before, warm));
            require(settings.limits().slow(before, warm));
        }
        return figures(before, warm);
    }

    /** Components start one after the other; one that is on the way is no problem yet. */
    private Optional<String> settle(Expectation expected) throws InterruptedException {
        var end = System.nanoTime() + TimeUnit.SECONDS.toNanos(settings.workSeconds());
        var problem = components.problem(expected.before().working(), expected.changed());
        while (problem.isPresent() && System.nanoTime() < end) {
            pause();
            problem = components.problem(expected.before().working(), expected.changed());
        }
        return problem;
    }

    private void observe(Expectation expected, Progress progress) throws InterruptedException {
        var end = System.nanoTime() + TimeUnit.SECONDS.toNanos(settings.observeSeconds());
        while (frames.frames() < settings.frames() && System.nanoTime() < end && flows()) {
            require(frames.problem());
            awaitWorking(expected);
            progress.detail(frames.frames() + " of " + settings.frames() + " frames observed");
            pause();
        }
        require(frames.problem());
        awaitWorking(expected);
        require(settle(expected));
    }

    /** Without frames there is nothing to wait for. */
    private boolean flows() {
        var state = device.find(Pipeline.class).map(p -> p.status().state());
        return state.isEmpty() || state.get() != PipelineStatus.State.PAUSED
                && state.get() != PipelineStatus.State.ENDED;
    }

    private Map<String, Double> figures(SelfTest.Figures before, SelfTest.Figures after) {
        var figures = new LinkedHashMap<String, Double>();
        figures.put("frames", (double) frames.frames());
        figures.put("failures", (double) frames.failures());
        if (before != null) {
            figures.put("accuracyBefore", before.accuracy());
            figures.put("latencyBefore", before.latencyMillis());
        }
        if (after != null) {
            figures.put("accuracyAfter", after.accuracy());
            figures.put("latencyAfter", after.latencyMillis());
        }
        return figures;
    }

    private static boolean works(PipelineStatus status) {
        return status.state() != PipelineStatus.State.WAITING && status.state() != PipelineStatus.State.DEGRADED
                && !status.modelId().isEmpty();
    }

    private void pause() throws InterruptedException {
        if (device.stops()) {
            throw new InterruptedException("the device stops");
        }
        TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
    }

    private static void require(Optional<String> problem) {
        problem.ifPresent(text -> {
            throw new UpdateFailure(text);
        });
    }

    /** The pack that was in use; null if nothing is known. */
    static String id(Before before) {
        return before.figures() == null ? null : before.figures().pack();
    }
}
