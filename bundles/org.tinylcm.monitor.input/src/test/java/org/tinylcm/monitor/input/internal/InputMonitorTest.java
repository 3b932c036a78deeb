package org.tinylcm.monitor.input.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.tinylcm.classify.Classification;
import org.tinylcm.drift.Observation;
import org.tinylcm.drift.Verdict;
import org.tinylcm.feature.InputStatistic;
import org.tinylcm.model.Calibration;
import org.tinylcm.model.ModelPack;
import org.tinylcm.model.SampleSet;

class InputMonitorTest {
    private static final int DIMENSION = 4;

    private final Random random = new Random(1);

    /** The configuration as it is without a file, but for what is given. */
    private static InputMonitor.Config config(Map<String, Object> changed) {
        var all = new HashMap<String, Object>(Map.of("statistic", "contrast"));
        all.putAll(changed);
        return (InputMonitor.Config) Proxy.newProxyInstance(InputMonitorTest.class.getClassLoader(),
                new Class<?>[] {InputMonitor.Config.class},
                (proxy, method, arguments) -> all.getOrDefault(method.getName(), method.getDefaultValue()));
    }

    private static ModelPack pack(SampleSet holdout, Calibration calibration) {
        return (ModelPack) Proxy.newProxyInstance(InputMonitorTest.class.getClassLoader(),
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

    private static InputMonitor monitor(float[] known, Map<String, Object> changed) {
        return new InputMonitor(config(changed), pack(nothing(), new Calibration(
                known == null ? Map.of() : Map.of(InputStatistic.CONTRAST.score(), known), 1000, Map.of())));
    }

    private static Observation observation(double value) {
        return new Observation().of(0, new float[DIMENSION], new Classification(5), null,
                new float[] {0, (float) value, 0});
    }

    private Observation good() {
        return observation(30 + 3 * random.nextGaussian());
    }

    private Observation bad() {
        return observation(36 + 3 * random.nextGaussian());
    }

    private float[] known() {
        var known = new float[300];
        for (int i = 0; i < known.length; i++) {
            known[i] = good().inputStatistics()[InputStatistic.CONTRAST.ordinal()];
        }
        return known;
    }

    @Test
    void judgesFromTheFirstFrameWithAPackAndFindsOnsetAndRecovery() {
        var monitor = monitor(known(), Map.of());
        assertThat(monitor.id()).isEqualTo("input");
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
        assertThat(reading.metric()).isEqualTo(InputStatistic.CONTRAST.score());
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
            assertThat(other.stateName()).isEqualTo("monitor.input");
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
                Map.<String, Object>of("statistic", "colour"),
                Map.<String, Object>of("id", " "), Map.<String, Object>of("warmup_frames", 3),
                Map.<String, Object>of("exit_factor", 1.5))) {
            assertThatThrownBy(() -> monitor(null, wrong)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void aFallCountsLikeARise() {
        var monitor = monitor(known(), Map.of());
        int frames = 1;
        while (monitor.observe(observation(24 + 3 * random.nextGaussian())) != Verdict.DRIFT) {
            frames++;
        }
        assertThat(frames).isLessThanOrEqualTo(10);
    }

    @Test
    void watchesTheStatisticThatIsAskedFor() {
        for (var statistic : InputStatistic.values()) {
            var monitor = monitor(null, Map.of("statistic", statistic.name().toLowerCase(Locale.ROOT)));
            monitor.observe(new Observation().of(0, new float[DIMENSION], new Classification(5), null,
                    new float[] {10, 11, 12}));
            assertThat(monitor.reading().metric()).isEqualTo(statistic.score());
            assertThat(monitor.reading().current()).isEqualTo(10 + statistic.ordinal());
        }
    }

    @Test
    void framesThatAreNoPicturesChangeNothing() {
        var monitor = monitor(known(), Map.of());
        for (int i = 0; i < 1000; i++) {
            assertThat(monitor.observe(new Observation().of(i, new float[DIMENSION], new Classification(5), null)))
                    .isEqualTo(Verdict.STABLE);
        }
        assertThat(monitor.reading().statistic()).isZero();
    }
}
