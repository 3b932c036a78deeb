package org.tinylcm.adaptation.internal;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.tinylcm.adapt.AdaptationHeuristic;
import org.tinylcm.adapt.AdaptationRecord;
import org.tinylcm.adapt.Concept;
import org.tinylcm.drift.DriftEvent;
import org.tinylcm.drift.DriftMonitor;
import org.tinylcm.feedback.Feedback;
import org.tinylcm.feedback.FeedbackResult;
import org.tinylcm.feedback.LabelListener;
import org.tinylcm.model.ModelPack;
import org.tinylcm.pipeline.FrameResult;
import org.tinylcm.pipeline.Pipeline;
import org.tinylcm.pipeline.PipelineListener;
import org.tinylcm.quarantine.Quarantine;
import org.tinylcm.state.ComponentState;
import org.tinylcm.state.Stateful;

/** For measurements: the guarded adaptation with its default settings, in lock-step, without a service registry. */
public final class LockstepAdaptation implements PipelineListener, Stateful, Surroundings {
    private final Supplier<Pipeline> pipeline;
    private final ModelPack pack;
    private final Quarantine quarantine;
    private final AdaptationHeuristic heuristic;
    private final List<DriftMonitor> monitors;
    private final Book book;
    private Engine engine;

    public LockstepAdaptation(Supplier<Pipeline> pipeline, ModelPack pack, Quarantine quarantine,
            AdaptationHeuristic heuristic, List<DriftMonitor> monitors) {
        this.pipeline = pipeline;
        this.pack = pack;
        this.quarantine = quarantine;
        this.heuristic = heuristic;
        this.monitors = monitors;
        book = new Book(new LabelLearner(GuardedAdaptation.accuracy(pack), LabelRules.DEFAULT));
    }

    /** To be called when the pipeline is there. */
    public void start() {
        engine = new Engine(this, Settings.DEFAULT, book, true);
    }

    public List<AdaptationRecord> history() {
        return book.history();
    }

    public List<Concept> concepts() {
        return book.learner().concepts();
    }

    /** Labelled samples and others that are kept for concepts; those of the pack left out. */
    public int stored() {
        return book.learner().stored();
    }

    public FeedbackResult apply(Feedback feedback) {
        return engine.apply(feedback);
    }

    @Override
    public void onFrame(FrameResult result) {
        engine.onFrame(result);
    }

    @Override
    public void onDrift(DriftEvent event, FrameResult result) {
        engine.onDrift(event);
    }

    @Override
    public String stateName() {
        return "adaptation";
    }

    @Override
    public ComponentState saveState() {
        return book.save();
    }

    @Override
    public void restoreState(ComponentState state) {
        book.restore(state);
    }

    @Override
    public Pipeline pipeline() {
        return pipeline.get();
    }

    @Override
    public ModelPack pack() {
        return pack;
    }

    @Override
    public Optional<Quarantine> quarantine() {
        return Optional.of(quarantine);
    }

    @Override
    public Optional<AdaptationHeuristic> heuristic() {
        return Optional.of(heuristic);
    }

    @Override
    public List<DriftMonitor> monitors() {
        return monitors;
    }

    @Override
    public List<LabelListener> labelListeners() {
        return monitors.stream().filter(LabelListener.class::isInstance).map(LabelListener.class::cast).toList();
    }

    @Override
    public Instant now() {
        return Instant.EPOCH;
    }

    @Override
    public void audit(String kind, Map<String, ?> details) {
        // What was decided is read from the history.
    }
}
