package org.tinylcm.monitor.diversity.internal;

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

class DiversityMonitorTest {
    private static final int DIMENSION = 4;

    private final Random random = new Random(1);

    /** The configuration as it is without a file, but for what is given. */
    private static DiversityMonitor.Config config(Map<String, Object> changed) {
        return (DiversityMonitor.Config) Proxy.newProxyInstance(DiversityMonitorTest.class.getClassLoader(),
                new Class<?>[] {DiversityMonitor.Config.class},
                (proxy, method, arguments) -> changed.getOrDefault(method.getName(), method.getDefaultValue()));
    }

    private static ModelPack pack(SampleSet holdout, Calibration calibration) {
        return (ModelPack) Proxy.newProxyInstance(DiversityMonitorTest.class.getClassLoader(),
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

    private static DiversityMonitor monitor(float[] known, Map<String, Object> changed) {
        return new DiversityMonitor(config(changed), pack(nothing(), new Calibration(
                known == null ? Map.of() : Map.of(Calibration.DIVERSITY, known), 1000, Map.of())));
    }

    private static Observation observation(double strangers) {
        var classification = new Classification(5);
        for (int i = 0; i < 5; i++) {
            classification.addNeighbour(i < strangers ? "other" + i : "lego", i, i);
        }
        classification.decide("lego", 1, 1, 1);
        return new Observation().of(0, new float[DIMENSION], classification, null);
    }

    private Observation good() {
        return observation(random.nextInt(10) < 8 ? 0 : 1);
    }

    private Observation bad() {
        return observation(random.nextInt(3) + 1);
    }

    private float[] known() {
        var known = new float[300];
        for (int i = 0; i < known.length; i++) {
            var classification = good().classification();
            known[i] = (float) (classification.count() - classification.agreeing());
        }
        return known;
    }

    @Test
    void judgesFromTheFirstFrameWithAPackAndFindsOnsetAndRecovery() {
        var monitor = monitor(known(), Map.of());
        assertThat(monitor.id()).isEqualTo("diversity");
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
        assertThat(reading.metric()).isEqualTo(Calibration.DIVERSITY);
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
            assertThat(other.stateName()).isEqualTo("monitor.diversity");
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

    @Test
    void neighboursThatAlwaysAgreedMayDisagreeOnce() {
        var monitor = monitor(new float[300], Map.of());
        for (int i = 0; i < 20; i++) {
            assertThat(monitor.observe(observation(3))).isNotEqualTo(Verdict.DRIFT);
            for (int j = 0; j < 20; j++) {
                assertThat(monitor.observe(observation(0))).isNotEqualTo(Verdict.DRIFT);
            }
        }
    }
}
