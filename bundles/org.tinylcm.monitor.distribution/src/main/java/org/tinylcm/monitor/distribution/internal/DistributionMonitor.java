package org.tinylcm.monitor.distribution.internal;

import java.util.List;
import java.util.Map;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;
import org.tinylcm.drift.DriftMonitor;
import org.tinylcm.drift.MonitorReading;
import org.tinylcm.drift.Observation;
import org.tinylcm.drift.Verdict;
import org.tinylcm.math.drift.EpisodeGate;
import org.tinylcm.math.drift.LabelMonitor;
import org.tinylcm.math.monitor.Verdicts;
import org.tinylcm.model.ModelPack;
import org.tinylcm.state.ComponentState;
import org.tinylcm.state.Stateful;

/**
 * Watches how often each label comes: Jensen-Shannon divergence of the latest labels from reference frequencies.
 */
@Component(service = {DriftMonitor.class, Stateful.class},
        configurationPid = "org.tinylcm.monitor.distribution", configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = DistributionMonitor.Config.class, factory = true)
public final class DistributionMonitor implements DriftMonitor, Stateful {
    private static final String METRIC = "label-divergence";
    private static final int SCHEMA = 1;

    @ObjectClassDefinition(name = "TinyLCM monitor: label distribution",
            description = "Notices that labels come in other proportions than before")
    @interface Config {
        @AttributeDefinition(name = "Id",
                description = "Name of the instance, unique on the device. It names the state too: keep it.")
        String id() default "distribution";

        @AttributeDefinition(name = "Average run length", min = "0", max = "1000000000",
                description = "Wished average run length between false alarms, in frames: the threshold follows from "
                + "it. 0 takes the number that the model pack was built for.")
        double arl() default 0;

        @AttributeDefinition(name = "Window frames", min = "10", max = "10000",
                description = "Latest labels that are compared with the reference.")
        int window_frames() default 50;

        @AttributeDefinition(name = "Reference", options = {
                @Option(label = "stream", value = "stream"),
                @Option(label = "holdout", value = "holdout")},
                description = "Where the reference frequencies come from: the first frames of the stream, or the "
                + "labels of the held-out samples. The pack knows what objects look like, not how often "
                + "they come: holdout is right only where they come as often as in the pack.")
        String reference() default "stream";

        @AttributeDefinition(name = "Warmup frames", min = "20", max = "100000",
                description = "Length of the reference that is learned from the stream when the pack has none and "
                + "after an adaptation, in frames.")
        int warmup_frames() default 200;

        @AttributeDefinition(name = "Exit factor", min = "0", max = "1",
                description = "Drift ends when the statistic has fallen to this share of the threshold.")
        double exit_factor() default 0.5;

        @AttributeDefinition(name = "Cooldown frames", min = "0", max = "100000",
                description = "After an episode no new one begins for so many frames.")
        int cooldown_frames() default 10;

        @AttributeDefinition(name = "Min drift frames", min = "1", max = "100000",
                description = "An episode lasts at least so many frames.")
        int min_drift_frames() default 5;
    }

    private final String id;
    private final LabelMonitor core;

    @Activate
    public DistributionMonitor(Config config, @Reference ModelPack pack) {
        this(config.id(), new LabelMonitor.Settings(config.window_frames(),
                Math.max(config.window_frames(), config.warmup_frames()), Verdicts.arl(config.arl(), pack)),
                new EpisodeGate.Policy(config.exit_factor(), config.cooldown_frames(), config.min_drift_frames()),
                known(config.reference(), pack));
    }

    DistributionMonitor(String id, LabelMonitor.Settings settings, EpisodeGate.Policy episodes, List<String> known) {
        if (id.isBlank()) {
            throw new IllegalArgumentException("id must not be blank");
        }
        this.id = id;
        core = new LabelMonitor(settings, episodes, known);
    }

    private static List<String> known(String reference, ModelPack pack) {
        return switch (reference) {
            case "stream" -> null;
            case "holdout" -> pack.holdout().labels();
            default -> throw new IllegalArgumentException("reference must be stream or holdout, not '"
                    + reference + "'");
        };
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public Verdict observe(Observation observation) {
        return Verdicts.of(core.accept(observation.classification().label()));
    }

    @Override
    public MonitorReading reading() {
        return new MonitorReading(id, Verdicts.of(core.phase()), METRIC, core.divergence(), 0, core.divergence(),
                core.threshold(), core.frames(), core.onsets());
    }

    @Override
    public void rebase() {
        core.rebase();
    }

    @Override
    public String stateName() {
        return "monitor." + id;
    }

    @Override
    public ComponentState saveState() {
        return new ComponentState(SCHEMA, core.save(), Map.of());
    }

    @Override
    public void restoreState(ComponentState state) {
        if (state.version() != SCHEMA) {
            throw new IllegalArgumentException("state has version " + state.version() + ", known is " + SCHEMA);
        }
        core.restore(state.values());
    }
}
