package org.tinylcm.monitor.accuracy.internal;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.tinylcm.drift.DriftMonitor;
import org.tinylcm.drift.Observation;
import org.tinylcm.drift.Verdict;
import org.tinylcm.feedback.LabelListener;
import org.tinylcm.math.drift.DetectorPlan;
import org.tinylcm.math.drift.Direction;
import org.tinylcm.math.drift.EpisodeGate;
import org.tinylcm.math.drift.Method;
import org.tinylcm.math.drift.ReferencePolicy;
import org.tinylcm.math.drift.ScoreMonitor;
import org.tinylcm.math.monitor.ScoreDriftMonitor;
import org.tinylcm.math.monitor.Verdicts;
import org.tinylcm.model.ModelPack;
import org.tinylcm.state.Stateful;

/**
 * Watches errors on labelled frames with a cumulative sum, for a rise. The reference is a baseline accuracy with the
 * number of samples behind it.
 */
@Component(service = {DriftMonitor.class, Stateful.class, LabelListener.class},
        configurationPid = "org.tinylcm.monitor.accuracy", configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = AccuracyMonitor.Config.class, factory = true)
public final class AccuracyMonitor extends ScoreDriftMonitor implements LabelListener {

    @ObjectClassDefinition(name = "TinyLCM monitor: accuracy",
            description = "Notices, from labels that come as feedback, that more predictions are wrong than usual")
    @interface Config {
        @AttributeDefinition(name = "Id",
                description = "Name of the instance, unique on the device. It names the state too: keep it.")
        String id() default "accuracy";

        @AttributeDefinition(name = "Average run length", min = "0", max = "1000000000",
                description = "Wished average run length between false alarms, in labelled frames: the threshold "
                + "follows from it. 0 takes the number that the model pack was built for.")
        double arl() default 0;

        @AttributeDefinition(name = "Baseline accuracy", min = "0", max = "1",
                description = "Accuracy that is normal, as a share. 0 takes the figure accuracy of the model pack; if "
                + "there is none, the first labels tell.")
        double baseline_accuracy() default 0;

        @AttributeDefinition(name = "Baseline samples", min = "0", max = "1000000",
                description = "Number of samples behind the baseline: the fewer, the more is allowed for. 0 takes the "
                + "number of held-out samples of the pack.")
        int baseline_samples() default 0;

        @AttributeDefinition(name = "Shift sigmas", min = "0.1", max = "10",
                description = "Smallest rise of the error rate that matters, in standard deviations of one error (0.3 "
                + "at an accuracy of 0.9).")
        double shift_sigmas() default 0.5;

        @AttributeDefinition(name = "Use stream truth",
                description = "Also use the true labels that a source with labels brings, not only feedback.")
        boolean use_stream_truth() default false;

        @AttributeDefinition(name = "Autocorrelation", min = "0", max = "0.99",
                description = "Correlation between one frame and the next on a stream without drift, 0 for "
                + "independent frames. A camera that looks at one thing for long needs more than 0 to "
                + "keep the run length.")
        double autocorrelation() default 0.0;

        @AttributeDefinition(name = "Warmup frames", min = "20", max = "100000",
                description = "Length of the reference that is learned from the stream when the pack has none and "
                + "after an adaptation, in labelled frames.")
        int warmup_frames() default 100;

        @AttributeDefinition(name = "Exit factor", min = "0", max = "1",
                description = "Drift ends when the statistic has fallen to this share of the threshold.")
        double exit_factor() default 0.5;

        @AttributeDefinition(name = "Cooldown frames", min = "0", max = "100000",
                description = "After an episode no new one begins for so many labelled frames.")
        int cooldown_frames() default 10;

        @AttributeDefinition(name = "Min drift frames", min = "1", max = "100000",
                description = "An episode lasts at least so many labelled frames.")
        int min_drift_frames() default 5;

        @AttributeDefinition(name = "Reference update factor", min = "0", max = "1",
                description = "Weight of the recent mean in the mean of the reference; 0 keeps the reference fixed. "
                + "Paused in drift and warning.")
        double reference_update_factor() default 0.05;

        @AttributeDefinition(name = "Reference update frames", min = "1", max = "100000",
                description = "So many calm labelled frames make a recent mean.")
        int reference_update_frames() default 50;
    }

    private final boolean useStreamTruth;

    @Activate
    public AccuracyMonitor(Config config, @Reference ModelPack pack) {
        this(config.id(), new DetectorPlan(Method.PAGE_HINKLEY, Direction.RISING, Verdicts.arl(config.arl(), pack),
                        config.shift_sigmas(), 1, config.autocorrelation()),
                new ReferencePolicy(config.warmup_frames(), config.reference_update_factor(),
                        config.reference_update_frames(), 0.1, 0),
                new EpisodeGate.Policy(config.exit_factor(), config.cooldown_frames(), config.min_drift_frames()),
                Baseline.errors(config.baseline_accuracy(), config.baseline_samples(), pack),
                config.use_stream_truth());
    }

    AccuracyMonitor(String id, DetectorPlan plan, ReferencePolicy reference, EpisodeGate.Policy episodes, float[] known,
            boolean useStreamTruth) {
        super(id, "error-rate", new ScoreMonitor(plan, reference, episodes, known));
        this.useStreamTruth = useStreamTruth;
    }

    /** A frame without a label changes nothing and is not counted. */
    @Override
    public Verdict observe(Observation observation) {
        if (useStreamTruth && observation.truth() != null) {
            labelled(observation.classification().label(), observation.truth());
        }
        return Verdicts.of(core.phase());
    }

    @Override
    public void labelled(String predicted, String truth) {
        core.accept(predicted.equals(truth) ? 0 : 1);
    }

    @Override
    protected double score(Observation observation) {
        return Double.NaN;
    }
}
