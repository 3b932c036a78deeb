package org.tinylcm.monitor.feature.internal;

import java.util.LinkedHashMap;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;
import org.tinylcm.drift.DriftMonitor;
import org.tinylcm.drift.Observation;
import org.tinylcm.math.drift.DetectorPlan;
import org.tinylcm.math.drift.Direction;
import org.tinylcm.math.drift.EpisodeGate;
import org.tinylcm.math.drift.Method;
import org.tinylcm.math.drift.ReferencePolicy;
import org.tinylcm.math.drift.ScoreMonitor;
import org.tinylcm.math.monitor.ScoreDriftMonitor;
import org.tinylcm.math.monitor.Verdicts;
import org.tinylcm.model.ModelPack;
import org.tinylcm.state.ComponentState;
import org.tinylcm.state.Stateful;

/**
 * Watches the features themselves: their distance to the mean of the held-out samples, or one number made of them.
 * Without held-out samples the first warm-up makes the mean, and a second one the reference of the distances.
 */
@Component(service = {DriftMonitor.class, Stateful.class},
        configurationPid = "org.tinylcm.monitor.feature", configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = FeatureMonitor.Config.class, factory = true)
public final class FeatureMonitor extends ScoreDriftMonitor {

    @ObjectClassDefinition(name = "TinyLCM monitor: features",
            description = "Notices that features have moved away from those of held-out samples")
    @interface Config {
        @AttributeDefinition(name = "Id",
                description = "Name of the instance, unique on the device. It names the state too: keep it.")
        String id() default "feature";

        @AttributeDefinition(name = "Average run length", min = "0", max = "1000000000",
                description = "Wished average run length between false alarms, in frames: the threshold follows from "
                + "it. 0 takes the number that the model pack was built for.")
        double arl() default 0;

        @AttributeDefinition(name = "Statistic", options = {
                @Option(label = "distance", value = "distance"),
                @Option(label = "mean", value = "mean"),
                @Option(label = "index", value = "index")},
                description = "What is watched: the distance of the features to the mean of the held-out samples (for "
                + "a rise), the mean of the features, or one of them (for changes either way).")
        String statistic() default "distance";

        @AttributeDefinition(name = "Index", min = "0", max = "1000000",
                description = "For statistic index: which feature.")
        int index() default 0;

        @AttributeDefinition(name = "Method", options = {
                @Option(label = "page-hinkley", value = "page-hinkley"),
                @Option(label = "ewma", value = "ewma"),
                @Option(label = "adwin", value = "adwin"),
                @Option(label = "kswin", value = "kswin")},
                description = "The test. page-hinkley and ewma compare with the reference and are quick; adwin and "
                + "kswin compare the stream with its own past and are slow but need no shape.")
        String method() default "page-hinkley";

        @AttributeDefinition(name = "Shift sigmas", min = "0.1", max = "10",
                description = "For page-hinkley: smallest shift that matters, in standard deviations of the "
                + "reference.")
        double shift_sigmas() default 1.0;

        @AttributeDefinition(name = "Smoothing", min = "0.01", max = "1",
                description = "For ewma: weight of a new value.")
        double smoothing() default 0.2;

        @AttributeDefinition(name = "Autocorrelation", min = "0", max = "0.99",
                description = "Correlation between one frame and the next on a stream without drift, 0 for "
                + "independent frames. A camera that looks at one thing for long needs more than 0 to "
                + "keep the run length.")
        double autocorrelation() default 0.0;

        @AttributeDefinition(name = "Warmup frames", min = "20", max = "100000",
                description = "Length of the reference that is learned from the stream when the pack has none and "
                + "after an adaptation, in frames.")
        int warmup_frames() default 100;

        @AttributeDefinition(name = "Exit factor", min = "0", max = "1",
                description = "Drift ends when the statistic has fallen to this share of the threshold.")
        double exit_factor() default 0.5;

        @AttributeDefinition(name = "Cooldown frames", min = "0", max = "100000",
                description = "After an episode no new one begins for so many frames.")
        int cooldown_frames() default 10;

        @AttributeDefinition(name = "Min drift frames", min = "1", max = "100000",
                description = "An episode lasts at least so many frames.")
        int min_drift_frames() default 5;

        @AttributeDefinition(name = "Reference update factor", min = "0", max = "1",
                description = "Weight of the recent mean in the mean of the reference; 0 keeps the reference fixed. "
                + "Paused in drift and warning.")
        double reference_update_factor() default 0.05;

        @AttributeDefinition(name = "Reference update frames", min = "1", max = "100000",
                description = "So many calm frames make a recent mean.")
        int reference_update_frames() default 50;
    }

    private final FeatureStatistic statistic;

    @Activate
    public FeatureMonitor(Config config, @Reference ModelPack pack) {
        this(config.id(),
                FeatureStatistic.of(config.statistic(), config.index(), pack.holdout(), config.warmup_frames()),
                new DetectorPlan(Method.of(config.method()),
                        config.statistic().equals(FeatureStatistic.DISTANCE) ? Direction.RISING : Direction.BOTH,
                        Verdicts.arl(config.arl(), pack), config.shift_sigmas(), config.smoothing(),
                        config.autocorrelation()),
                new ReferencePolicy(config.warmup_frames(), config.reference_update_factor(),
                        config.reference_update_frames(), 1e-6, 0.01),
                new EpisodeGate.Policy(config.exit_factor(), config.cooldown_frames(), config.min_drift_frames()));
    }

    FeatureMonitor(String id, FeatureStatistic statistic, DetectorPlan plan, ReferencePolicy reference,
            EpisodeGate.Policy episodes) {
        super(id, statistic.metric(), new ScoreMonitor(plan, reference, episodes, statistic.known()));
        this.statistic = statistic;
    }

    @Override
    protected double score(Observation observation) {
        return statistic.of(observation.features());
    }

    /** A new class moves the features for good, so the reference is learned again from the stream. */
    @Override
    public void rebase() {
        statistic.rebase();
        core.rebase();
    }

    @Override
    public ComponentState saveState() {
        var score = super.saveState();
        var values = new LinkedHashMap<>(score.values());
        var vectors = new LinkedHashMap<>(score.vectors());
        statistic.save(values, vectors);
        return state(values, vectors);
    }

    @Override
    public void restoreState(ComponentState state) {
        checkVersion(state);
        statistic.check(state.values(), state.vectors());
        super.restoreState(state);
        statistic.restore(state.values(), state.vectors());
    }
}
