package org.tinylcm.adaptation.internal;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
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
import org.tinylcm.adapt.Adaptation;
import org.tinylcm.adapt.AdaptationHeuristic;
import org.tinylcm.adapt.AdaptationRecord;
import org.tinylcm.adapt.Concept;
import org.tinylcm.drift.DriftEvent;
import org.tinylcm.drift.DriftMonitor;
import org.tinylcm.feedback.Feedback;
import org.tinylcm.feedback.FeedbackResult;
import org.tinylcm.feedback.FeedbackService;
import org.tinylcm.feedback.LabelListener;
import org.tinylcm.model.ModelPack;
import org.tinylcm.ops.Audit;
import org.tinylcm.pipeline.FrameResult;
import org.tinylcm.pipeline.Pipeline;
import org.tinylcm.pipeline.PipelineListener;
import org.tinylcm.quarantine.Quarantine;
import org.tinylcm.state.ComponentState;
import org.tinylcm.state.Stateful;

/**
 * Lets the device change itself, and undoes what did harm: see {@link Cycle} and {@link Probation}. Also the one door
 * for feedback, so that neither ever works on a model that the other is changing.
 */
@Component(service = {Adaptation.class, FeedbackService.class, PipelineListener.class, Stateful.class},
        immediate = true, configurationPid = "org.tinylcm.adaptation")
@Designate(ocd = GuardedAdaptation.Config.class)
public final class GuardedAdaptation
        implements Adaptation, FeedbackService, PipelineListener, Stateful, Surroundings {

    /** Settings. */
    @ObjectClassDefinition(name = "TinyLCM guarded adaptation")
    public @interface Config {
        @AttributeDefinition(description = "Whether the device starts cycles by itself; a command always does")
        boolean enabled() default true;

        @AttributeDefinition(min = "1", max = "10000", description = "Pending samples before a drift starts a cycle")
        int min_pending() default 20;

        @AttributeDefinition(min = "1", max = "1000000",
                description = "Frames between two cycles at least; doubles after each that did harm, up to 64 times")
        int min_frames_between() default 25;

        @AttributeDefinition(min = "0", max = "525600",
                description = "Minutes after which a cycle starts without drift, if samples came in; 0: never")
        int period_minutes() default 60;

        @AttributeDefinition(min = "0", max = "1",
                description = "Loss of accuracy on held-out samples that is accepted, 0.01 = one in a hundred")
        double max_accuracy_loss() default 0.01;

        @AttributeDefinition(min = "0", max = "1000000",
                description = "Frames for which an accepted class is watched; 0: not at all")
        int probation_frames() default 200;

        @AttributeDefinition(min = "0", max = "1", description = "Share of the frames of which the model without the "
                + "class is sure that the class may take")
        double max_stolen() default 0.1;

        @AttributeDefinition(min = "0", max = "1",
                description = "Loss of mean confidence during probation that is accepted")
        double max_confidence_loss() default 0.1;

        @AttributeDefinition(min = "0", max = "1", description = "Share of the frames won by a class that no person "
                + "has confirmed which may be familiar to the model without such classes; 1: never taken back for it")
        double max_known() default 0.15;

        @AttributeDefinition(description = "Whether labelled frames are learned from when the world has changed, and "
                + "not only measured by; label frames picked by chance")
        boolean learn_from_labels() default true;

        @AttributeDefinition(min = "20", max = "1000", description = "Labelled samples to keep in all; earlier "
                + "concepts take at most half of them")
        int label_window() default 150;

        @AttributeDefinition(min = "20", max = "1000000",
                description = "Labels between two exchanges of the concept without cause, on average, at least")
        double label_arl() default 500;

        @AttributeDefinition(min = "0", max = "20", description = "Earlier concepts to remember beside the pack's own")
        int concepts() default 3;

        @AttributeDefinition(min = "5", max = "1000", description = "Labelled samples to keep of each of these")
        int concept_samples() default 25;

        @AttributeDefinition(description = "Work on the thread that brings the frames instead of an own one. Together"
                + " with the pipeline's lockstep the same stream always gives the same result: for evaluation")
        boolean lockstep() default false;
    }

    private final Supplier<Pipeline> pipeline;
    private final ModelPack pack;
    private final Settings settings;
    private final boolean lockstep;
    private final Book book;

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile Quarantine quarantine;

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile AdaptationHeuristic heuristic;

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile Audit audit;

    @Reference(policy = ReferencePolicy.DYNAMIC)
    private volatile List<DriftMonitor> monitors;

    @Reference(policy = ReferencePolicy.DYNAMIC)
    private volatile List<LabelListener> labelListeners;

    /** Made when the dynamic references are there, which they are not in the constructor. */
    private Engine engine;

    /**
     * The pipeline is taken as a reference and looked up when it is needed: it holds this component as a listener, and
     * two components that want each other before they start would never start.
     */
    @Activate
    public GuardedAdaptation(BundleContext context, Config config,
            @Reference(name = "pipeline", service = Pipeline.class) ServiceReference<Pipeline> pipeline,
            @Reference(name = "pack") ModelPack pack) {
        this(config, () -> context.getService(pipeline), pack);
    }

    GuardedAdaptation(Config config, Supplier<Pipeline> pipeline, ModelPack pack) {
        this.pipeline = pipeline;
        this.pack = pack;
        settings = settings(config);
        lockstep = config.lockstep();
        book = new Book(new LabelLearner(accuracy(pack), new LabelRules(config.learn_from_labels(),
                config.label_window(), config.label_arl(), config.concepts(), config.concept_samples())));
    }

    /** Nine of ten are a fair guess for a pack that does not say. */
    static double accuracy(ModelPack pack) {
        return pack.calibration().figures().getOrDefault("accuracy", 0.9);
    }

    static Settings settings(Config config) {
        return new Settings(config.enabled(), config.min_pending(), config.min_frames_between(),
                Duration.ofMinutes(config.period_minutes()), config.max_accuracy_loss(), config.probation_frames(),
                config.max_stolen(), config.max_confidence_loss(), config.max_known());
    }

    @Activate
    void start() {
        engine = new Engine(this, settings, book, lockstep);
        engine.start();
    }

    @Deactivate
    void stop() {
        engine.close();
    }

    @Override
    public List<AdaptationRecord> run(String trigger) {
        return engine.run(trigger);
    }

    @Override
    public List<AdaptationRecord> history() {
        return book.history();
    }

    @Override
    public List<Concept> concepts() {
        return book.learner().concepts();
    }

    @Override
    public boolean enabled() {
        return settings.enabled();
    }

    @Override
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
        var service = pipeline.get();
        if (service == null) {
            throw new IllegalStateException("the pipeline is being replaced");
        }
        return service;
    }

    @Override
    public ModelPack pack() {
        return pack;
    }

    @Override
    public Optional<Quarantine> quarantine() {
        return Optional.ofNullable(quarantine);
    }

    @Override
    public Optional<AdaptationHeuristic> heuristic() {
        return Optional.ofNullable(heuristic);
    }

    @Override
    public List<DriftMonitor> monitors() {
        return monitors;
    }

    @Override
    public List<LabelListener> labelListeners() {
        return labelListeners;
    }

    @Override
    public Instant now() {
        return Instant.now();
    }

    @Override
    public void audit(String kind, Map<String, ?> details) {
        var trail = audit;
        if (trail != null) {
            trail.record(kind, details);
        }
    }
}
