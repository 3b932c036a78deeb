package org.tinylcm.monitor.accuracy.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.assertj.core.data.Index;
import org.junit.jupiter.api.Test;
import org.tinylcm.classify.Classification;
import org.tinylcm.drift.Observation;
import org.tinylcm.drift.Verdict;
import org.tinylcm.model.Calibration;
import org.tinylcm.model.ModelPack;
import org.tinylcm.model.SampleSet;

class AccuracyMonitorTest {
    private static final int DIMENSION = 4;

    private final Random random = new Random(1);

    /** The configuration as it is without a file, but for what is given. */
    private static AccuracyMonitor.Config config(Map<String, Object> changed) {
        return (AccuracyMonitor.Config) Proxy.newProxyInstance(AccuracyMonitorTest.class.getClassLoader(),
                new Class<?>[] {AccuracyMonitor.Config.class},
                (proxy, method, arguments) -> changed.getOrDefault(method.getName(), method.getDefaultValue()));
    }

    private static ModelPack pack(SampleSet holdout, Calibration calibration) {
        return (ModelPack) Proxy.newProxyInstance(AccuracyMonitorTest.class.getClassLoader(),
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

    private static AccuracyMonitor monitor(Map<String, Object> changed) {
        return new AccuracyMonitor(config(changed), pack(nothing(), new Calibration(Map.of(), 1000,
                Map.of("accuracy", 0.9))));
    }

    private static void label(AccuracyMonitor monitor, boolean right) {
        monitor.labelled("lego", right ? "lego" : "stone");
    }

    private static Observation observation(String truth) {
        var classification = new Classification(1);
        classification.decide("lego", 1, 1, 1);
        return new Observation().of(0, new float[DIMENSION], classification, truth);
    }

    @Test
    void noticesAFallOfAccuracyAndItsEnd() {
        var monitor = monitor(Map.of("baseline_samples", 300, "arl", 100_000.0));
        for (int i = 0; i < 1000; i++) {
            label(monitor, random.nextInt(10) > 0);
        }
        assertThat(monitor.reading().onsets()).isZero();
        int labels = 0;
        while (monitor.reading().verdict() != Verdict.DRIFT) {
            label(monitor, random.nextBoolean());
            labels++;
        }
        assertThat(labels).isLessThan(60);
        for (int i = 0; i < 300; i++) {
            label(monitor, random.nextInt(10) > 0);
        }
        assertThat(monitor.reading().verdict()).isNotEqualTo(Verdict.DRIFT);
        assertThat(monitor.reading().onsets()).isEqualTo(1);
        assertThat(monitor.reading().metric()).isEqualTo("error-rate");
    }

    @Test
    void keepsTheRunLengthInLabels() {
        long onsets = 0;
        for (int run = 0; run < 50; run++) {
            var monitor = monitor(Map.of("baseline_samples", 300));
            for (int i = 0; i < 4000; i++) {
                label(monitor, random.nextInt(10) > 0);
            }
            onsets += monitor.reading().onsets();
        }
        assertThat(onsets).as("in 200,000 labels").isLessThanOrEqualTo(200);
    }

    @Test
    void framesWithoutALabelAreNotCountedAndStreamTruthOnlyIfAsked() {
        var without = monitor(Map.of("baseline_samples", 300));
        var with = monitor(Map.of("baseline_samples", 300, "use_stream_truth", true));
        for (int i = 0; i < 50; i++) {
            assertThat(without.observe(observation("stone"))).isEqualTo(Verdict.STABLE);
            with.observe(observation(null));
        }
        assertThat(without.reading().frames()).isZero();
        assertThat(with.reading().frames()).isZero();
        int frames = 1;
        while (with.observe(observation("stone")) != Verdict.DRIFT) {
            frames++;
        }
        assertThat(frames).isLessThan(20);
        assertThat(with.reading().frames()).isEqualTo(frames);
    }

    @Test
    void learnsTheBaselineWhereNothingSaysWhatIsNormal() {
        var monitor = monitor(Map.of());
        for (int i = 0; i < 100; i++) {
            assertThat(monitor.reading().verdict()).isEqualTo(Verdict.WARMING_UP);
            label(monitor, i % 10 > 0);
        }
        assertThat(monitor.reading().verdict()).isEqualTo(Verdict.STABLE);
        assertThat(monitor.reading().reference()).isBetween(0.09, 0.11);
    }

    @Test
    void stateResumesBitForBit() {
        var one = monitor(Map.of("baseline_samples", 300));
        for (int i = 0; i < 30; i++) {
            label(one, i % 3 > 0);
        }
        var other = monitor(Map.of("baseline_samples", 300));
        other.restoreState(one.saveState());
        for (int i = 0; i < 30; i++) {
            label(one, i % 2 > 0);
            label(other, i % 2 > 0);
            assertThat(other.reading()).isEqualTo(one.reading());
        }
    }

    @Test
    void baselineOfThePackHasAsManyErrorsAsItsAccuracyLeaves() {
        var holdout = new SampleSet(Collections.nCopies(50, "lego"), new float[50 * DIMENSION], DIMENSION);
        var errors = Baseline.errors(0, 0, pack(holdout, new Calibration(Map.of(), 1000, Map.of("accuracy", 0.9))));
        assertThat(errors).hasSize(50).contains(1f, Index.atIndex(4))
                .contains(0f, Index.atIndex(5));
        assertThat(Baseline.errors(0, 0, pack(holdout, new Calibration(Map.of(), 1000, Map.of())))).isNull();
    }
}
