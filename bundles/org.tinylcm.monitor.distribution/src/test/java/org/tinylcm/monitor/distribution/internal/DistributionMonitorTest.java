package org.tinylcm.monitor.distribution.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.tinylcm.classify.Classification;
import org.tinylcm.drift.Observation;
import org.tinylcm.drift.Verdict;
import org.tinylcm.model.Calibration;
import org.tinylcm.model.ModelPack;
import org.tinylcm.model.SampleSet;
import org.tinylcm.state.ComponentState;

class DistributionMonitorTest {
    private static final int DIMENSION = 4;

    private final Random random = new Random(1);

    /** The configuration as it is without a file, but for what is given. */
    private static DistributionMonitor.Config config(Map<String, Object> changed) {
        return (DistributionMonitor.Config) Proxy.newProxyInstance(DistributionMonitorTest.class.getClassLoader(),
                new Class<?>[] {DistributionMonitor.Config.class},
                (proxy, method, arguments) -> changed.getOrDefault(method.getName(), method.getDefaultValue()));
    }

    private static ModelPack pack(SampleSet holdout, Calibration calibration) {
        return (ModelPack) Proxy.newProxyInstance(DistributionMonitorTest.class.getClassLoader(),
                new Class<?>[] {ModelPack.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "holdout" -> holdout;
                    case "calibration" -> calibration;
                    default -> throw new UnsupportedOperationException(method.getName());
                });
    }

    private static DistributionMonitor monitor(List<String> known, Map<String, Object> changed) {
        var holdout = new SampleSet(known, new float[known.size() * DIMENSION], DIMENSION);
        return new DistributionMonitor(config(changed), pack(holdout, new Calibration(Map.of(), 1000, Map.of())));
    }

    private static Observation observation(String label) {
        var classification = new Classification(1);
        classification.decide(label, 1, 1, 1);
        return new Observation().of(0, new float[DIMENSION], classification, null);
    }

    private List<String> mixed(int count) {
        return Stream.generate(() -> random.nextBoolean() ? "lego" : "stone").limit(count).toList();
    }

    @Test
    void noticesOtherProportionsAndTheirEnd() {
        for (var reference : new String[] {"stream", "holdout"}) {
            var monitor = monitor(mixed(300), Map.of("reference", reference, "arl", 100_000.0));
            for (var label : mixed(400)) {
                assertThat(monitor.observe(observation(label))).isNotEqualTo(Verdict.DRIFT);
            }
            int frames = 1;
            while (monitor.observe(observation("lego")) != Verdict.DRIFT) {
                frames++;
            }
            assertThat(frames).isLessThan(45);
            mixed(200).forEach(label -> monitor.observe(observation(label)));
            assertThat(monitor.reading().verdict()).isNotEqualTo(Verdict.DRIFT);
            assertThat(monitor.reading().onsets()).isEqualTo(1);
        }
    }

    @Test
    void aHoldoutLeavesOnlyTheFirstWindowToWait() {
        var monitor = monitor(mixed(300), Map.of("reference", "holdout", "window_frames", 20));
        var labels = mixed(20);
        for (int i = 0; i < 19; i++) {
            assertThat(monitor.observe(observation(labels.get(i)))).isEqualTo(Verdict.WARMING_UP);
        }
        assertThat(monitor.observe(observation(labels.get(19)))).isNotEqualTo(Verdict.WARMING_UP);
    }

    @Test
    void stateResumesBitForBitAndForeignStateIsRefused() {
        var one = monitor(List.of(), Map.of());
        mixed(230).forEach(label -> one.observe(observation(label)));
        var other = monitor(List.of(), Map.of());
        assertThat(other.stateName()).isEqualTo("monitor.distribution");
        other.restoreState(one.saveState());
        for (var label : mixed(50)) {
            assertThat(other.observe(observation(label))).isEqualTo(one.observe(observation(label)));
            assertThat(other.reading()).isEqualTo(one.reading());
        }
        assertThatThrownBy(() -> other.restoreState(new ComponentState(2, Map.of(), Map.of())))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> other.restoreState(new ComponentState(1, Map.of(), Map.of())))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void rebaseLearnsTheNewProportions() {
        var monitor = monitor(mixed(300), Map.of("reference", "holdout"));
        monitor.rebase();
        for (int i = 0; i < 1000; i++) {
            assertThat(monitor.observe(observation("pseudo_1"))).isNotEqualTo(Verdict.DRIFT);
        }
        assertThat(monitor.reading().verdict()).isEqualTo(Verdict.STABLE);
    }

    @Test
    void refusesAReferenceThatDoesNotExist() {
        assertThatThrownBy(() -> monitor(List.of(), Map.of("reference", "memory")))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
