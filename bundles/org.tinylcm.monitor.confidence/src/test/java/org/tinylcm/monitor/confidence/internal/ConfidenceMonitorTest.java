package org.tinylcm.monitor.confidence.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.tinylcm.classify.Classification;
import org.tinylcm.drift.Observation;
import org.tinylcm.drift.Verdict;
import org.tinylcm.model.Calibration;
import org.tinylcm.model.ModelPack;
import org.tinylcm.model.SampleSet;

class ConfidenceMonitorTest {
    private static final int DIMENSION = 4;

    private final Random random = new Random(1);

    /** The configuration as it is without a file, but for what is given. */
    private static ConfidenceMonitor.Config config(Map<String, Object> changed) {
        return (ConfidenceMonitor.Config) Proxy.newProxyInstance(ConfidenceMonitorTest.class.getClassLoader(),
                new Class<?>[] {ConfidenceMonitor.Config.class},
                (proxy, method, arguments) -> changed.getOrDefault(method.getName(), method.getDefaultValue()));
    }

    private static ModelPack pack(SampleSet holdout, Calibration calibration) {
        return (ModelPack) Proxy.newProxyInstance(ConfidenceMonitorTest.class.getClassLoader(),
                new Class<?>[] {ModelPack.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "holdout" -> holdout;
                    case "calibration" -> calibration;
                    default -> throw new UnsupportedOperationException(method.getName());
                });
    }

    private static SampleSet nothing() {
        return new SampleSet(List.of(), new float[0], DIMENSION);
    }

    private static ConfidenceMonitor monitor(float[] known, Map<String, Object> changed) {
        return new ConfidenceMonitor(config(changed), pack(nothing(), new Calibration(
                known == null ? Map.of() : Map.of(Calibration.CONFIDENCE, known), 1000, Map.of())));
    }

    private static Observation observation(double value) {
        var classification = new Classification(5);
        for (int i = 0; i < 5; i++) {
            classification.addNeighbour("lego", (float) value, i);
        }
        classification.decide("lego", value, 1, 1);
        return new Observation().of(0, new float[DIMENSION], classification, null);
    }

    private Observation good() {
        return observation(Math.min(1, 0.9 + 0.05 * random.nextGaussian()));
    }

    private Observation bad() {
        return observation(0.75 + 0.05 * random.nextGaussian());
    }

    private float[] known() {
        var known = new float[300];
        for (int i = 0; i < known.length; i++) {
            var classification = good().classification();
            known[i] = (float) classification.confidence();
        }
        return known;
    }

    @Test
    void judgesFromTheFirstFrameWithAPackAndFindsOnsetAndRecovery() {
        var monitor = monitor(known(), Map.of());
        assertThat(monitor.id()).isEqualTo("confidence");
        for (int i = 0; i < 500; i++) {
            assertThat(monitor.observe(good())).isNotIn(Verdict.WARMING_UP, Verdict.DRIFT);
        }
        int frames = 1;
        while (monitor.observe(bad()) != Verdict.DRIFT) {
            frames++;
        }
        assertThat(frames).isLessThanOrEqualTo(10);
        for (int i = 0; i < 300; i++) {
            assertThat(monitor.observe(bad())).isEqualTo(Verdict.DRIFT);
        }
        assertThat(monitor.reading().statistic()).isGreaterThan(monitor.reading().threshold());
        for (int i = 0; i < 100; i++) {
            monitor.observe(good());
        }
        var reading = monitor.reading();
        assertThat(reading.verdict()).isIn(Verdict.STABLE, Verdict.WARNING);
        assertThat(reading.onsets()).isEqualTo(1);
        assertThat(reading.metric()).isEqualTo(Calibration.CONFIDENCE);
        assertThat(reading.frames()).isEqualTo(900 + frames);
    }

    @Test
    void learnsFromTheStreamWithoutAPackAndAfterRebase() {
        var monitor = monitor(null, Map.of("warmup_frames", 60));
        for (int i = 1; i < 60; i++) {
            assertThat(monitor.observe(good())).isEqualTo(Verdict.WARMING_UP);
        }
        assertThat(monitor.observe(good())).isEqualTo(Verdict.STABLE);
        monitor.rebase();
        assertThat(monitor.reading().verdict()).isEqualTo(Verdict.WARMING_UP);
    }

    @Test
    void stateResumesBitForBitAndIsRefusedByAnotherMethod() {
        var known = known();
        for (var method : new String[] {"page-hinkley", "ewma", "adwin", "kswin"}) {
            var one = monitor(known, Map.of("method", method));
            for (int i = 0; i < 50; i++) {
                one.observe(good());
            }
            var other = monitor(known, Map.of("method", method));
            assertThat(other.stateName()).isEqualTo("monitor.confidence");
            other.restoreState(one.saveState());
            for (int i = 0; i < 50; i++) {
                var next = bad();
                assertThat(other.observe(next)).isEqualTo(one.observe(next));
                assertThat(other.reading()).isEqualTo(one.reading());
            }
            var another = monitor(known, Map.of("method", method.equals("ewma") ? "adwin" : "ewma"));
            assertThatThrownBy(() -> another.restoreState(one.saveState()))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void refusesSettingsOutsideTheirRange() {
        for (var wrong : List.of(Map.<String, Object>of("arl", 5.0), Map.<String, Object>of("method", "magic"),
                Map.<String, Object>of("id", " "), Map.<String, Object>of("warmup_frames", 3),
                Map.<String, Object>of("exit_factor", 1.5))) {
            assertThatThrownBy(() -> monitor(null, wrong)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    /** Falling confidence is drift; rising confidence is not. */
    @Test
    void moreConfidenceThanEverIsNoDrift() {
        var monitor = monitor(known(), Map.of());
        for (int i = 0; i < 500; i++) {
            assertThat(monitor.observe(observation(1))).isEqualTo(Verdict.STABLE);
        }
    }

    /** The original raised drift at frame 34 of a constant confidence. */
    @Test
    void constantConfidenceNeverAlarms() {
        for (var method : new String[] {"page-hinkley", "ewma", "adwin", "kswin"}) {
            var monitor = monitor(null, Map.of("method", method));
            for (int i = 0; i < 2000; i++) {
                assertThat(monitor.observe(observation(0.9))).isNotEqualTo(Verdict.DRIFT);
            }
        }
    }
}
