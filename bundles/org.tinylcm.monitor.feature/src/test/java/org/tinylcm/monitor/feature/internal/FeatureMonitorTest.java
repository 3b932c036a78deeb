package org.tinylcm.monitor.feature.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.tinylcm.math.monitor.MonitorFixtures.DIMENSION;
import static org.tinylcm.math.monitor.MonitorFixtures.config;
import static org.tinylcm.math.monitor.MonitorFixtures.nothing;
import static org.tinylcm.math.monitor.MonitorFixtures.pack;

import java.util.Collections;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.tinylcm.classify.Classification;
import org.tinylcm.drift.Observation;
import org.tinylcm.drift.Verdict;
import org.tinylcm.model.Calibration;
import org.tinylcm.model.SampleSet;

class FeatureMonitorTest {
    private final Random random = new Random(1);

    private SampleSet holdout(int size) {
        var features = new float[size * DIMENSION];
        for (int i = 0; i < features.length; i++) {
            features[i] = (float) (i % DIMENSION + random.nextGaussian());
        }
        return new SampleSet(Collections.nCopies(size, "lego"), features, DIMENSION);
    }

    private static FeatureMonitor monitor(SampleSet holdout, Map<String, Object> changed) {
        return new FeatureMonitor(config(FeatureMonitor.Config.class, changed),
                pack(holdout, new Calibration(Map.of(), 1000, Map.of())));
    }

    private Observation shifted(double by) {
        var features = new float[DIMENSION];
        for (int i = 0; i < DIMENSION; i++) {
            features[i] = (float) (i + random.nextGaussian() + by);
        }
        return new Observation().of(0, features, new Classification(1), null);
    }

    @Test
    void noticesFeaturesThatMoveAwayAndComeBack() {
        for (var statistic : new String[] {"distance", "mean", "index"}) {
            for (var by : statistic.equals("distance") ? new double[] {2.5} : new double[] {2.5, -2.5}) {
                var monitor = monitor(holdout(300), Map.of("statistic", statistic, "index", 2));
                for (int i = 0; i < 300; i++) {
                    assertThat(monitor.observe(shifted(0))).isIn(Verdict.STABLE, Verdict.WARNING);
                }
                int frames = 1;
                while (monitor.observe(shifted(by)) != Verdict.DRIFT) {
                    frames++;
                }
                assertThat(frames).as(statistic).isLessThanOrEqualTo(10);
                for (int i = 0; i < 100; i++) {
                    monitor.observe(shifted(0));
                }
                assertThat(monitor.reading().verdict()).isNotEqualTo(Verdict.DRIFT);
                assertThat(monitor.reading().onsets()).isEqualTo(1);
            }
        }
    }

    /** A sample is nearer to a mean that it is part of: without correction a small hold-out alarms by itself. */
    @Test
    void aSmallHoldoutKeepsTheRunLengthToo() {
        long onsets = 0;
        for (int run = 0; run < 60; run++) {
            var monitor = monitor(holdout(30), Map.of());
            for (int i = 0; i < 1000; i++) {
                monitor.observe(shifted(0));
            }
            onsets += monitor.reading().onsets();
        }
        assertThat(onsets).as("in 60,000 frames").isLessThanOrEqualTo(60);
    }

    @Test
    void withoutHoldoutItLearnsTheMeanAndThenTheDistances() {
        var monitor = monitor(nothing(), Map.of("warmup_frames", 50));
        for (int i = 1; i < 100; i++) {
            assertThat(monitor.observe(shifted(0))).isEqualTo(Verdict.WARMING_UP);
        }
        assertThat(monitor.observe(shifted(0))).isEqualTo(Verdict.STABLE);
        for (int i = 0; i < 30; i++) {
            monitor.observe(shifted(3));
        }
        assertThat(monitor.reading().verdict()).isEqualTo(Verdict.DRIFT);
    }

    @Test
    void stateResumesBitForBitInEveryPhase() {
        var holdout = holdout(100);
        for (var statistic : new String[] {"distance", "mean", "index"}) {
            for (var known : new SampleSet[] {holdout, nothing()}) {
                var settings = Map.<String, Object>of("warmup_frames", 30, "statistic", statistic);
                var one = monitor(known, settings);
                var untouched = monitor(known, settings);
                for (int i = 0; i < 200; i++) {
                    if (i == 100) {
                        one.rebase();
                        untouched.rebase();
                    }
                    if (i % 13 == 0) {
                        var other = monitor(known, settings);
                        other.restoreState(one.saveState());
                        one = other;
                    }
                    var next = shifted(i > 170 ? 2 : 0);
                    assertThat(one.observe(next)).isEqualTo(untouched.observe(next));
                    assertThat(one.reading()).isEqualTo(untouched.reading());
                }
            }
        }
    }

    @Test
    void aRollbackToBeforeARebaseBringsTheHoldoutMeanBack() {
        var holdout = holdout(100);
        var monitor = monitor(holdout, Map.of("warmup_frames", 30));
        monitor.observe(shifted(0));
        var before = monitor.saveState();
        monitor.rebase();
        for (int i = 0; i < 80; i++) {
            monitor.observe(shifted(50));
        }
        monitor.restoreState(before);
        for (int i = 0; i < 100; i++) {
            assertThat(monitor.observe(shifted(0))).isNotEqualTo(Verdict.DRIFT);
        }
    }

    @Test
    void notANumberAmongTheFeaturesChangesNothing() {
        var monitor = monitor(holdout(100), Map.of());
        monitor.observe(shifted(0));
        var before = monitor.reading();
        monitor.observe(new Observation().of(1, new float[] {1, Float.NaN, 1, 1}, new Classification(1), null));
        assertThat(monitor.reading().statistic()).isEqualTo(before.statistic());
        assertThat(monitor.reading().current()).isEqualTo(before.current());
    }

    @Test
    void refusesAStatisticOrAnIndexThatDoesNotExistAndForeignState() {
        var holdout = holdout(100);
        assertThatThrownBy(() -> monitor(holdout, Map.of("statistic", "median")))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> monitor(holdout, Map.of("statistic", "index", "index", DIMENSION)))
                .isInstanceOf(IllegalArgumentException.class);
        var state = monitor(holdout, Map.of("statistic", "mean")).saveState();
        var monitor = monitor(holdout, Map.of());
        assertThatThrownBy(() -> monitor.restoreState(state)).isInstanceOf(IllegalArgumentException.class);
    }
}
