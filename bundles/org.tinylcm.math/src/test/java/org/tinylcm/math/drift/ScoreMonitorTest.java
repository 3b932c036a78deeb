package org.tinylcm.math.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.lang.management.ManagementFactory;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.tinylcm.math.drift.EpisodeGate.Phase;

class ScoreMonitorTest {

    /** The original's confidence monitors never initialised: constant 0.9 raised drift at frame 34 and 41. */
    @ParameterizedTest
    @EnumSource(Method.class)
    void constantConfidenceNeverAlarms(Method method) {
        for (var direction : Direction.values()) {
            var monitor = Streams.monitor(method, direction, 1000, null);
            for (int i = 0; i < 3000; i++) {
                assertThat(monitor.accept(0.9)).isNotEqualTo(Phase.DRIFT);
            }
            assertThat(monitor.phase()).isEqualTo(Phase.STABLE);
            assertThat(monitor.onsets()).isZero();
            assertThat(monitor.mean()).isCloseTo(0.9, within(1e-7));
        }
    }

    /** The original's EWMA feature monitor flagged 94 % of stationary N(1, 1). */
    @Test
    void ewmaFlagsLessThanOnePercentOfStationaryData() {
        int flagged = 0;
        for (int seed = 0; seed < 20; seed++) {
            var stream = Streams.gaussian(seed);
            var monitor = Streams.monitor(Method.EWMA, Direction.BOTH, 1000, null);
            for (int i = 0; i < 2000; i++) {
                flagged += monitor.accept(1 + stream.getAsDouble()) == Phase.DRIFT ? 1 : 0;
            }
        }
        assertThat(flagged / 40_000.0).isLessThan(0.01);
    }

    /** The original gave the latest frame 95 % of the reference, so a drift that stayed was forgotten. */
    @ParameterizedTest
    @EnumSource(Method.class)
    void sustainedDriftIsNotForgotten(Method method) {
        var stream = Streams.gaussian(1);
        var monitor = Streams.monitor(method, Direction.RISING, 1000, Streams.take(stream, 300));
        Streams.untilOnset(monitor, () -> 3 + stream.getAsDouble(), 200);
        for (int i = 0; i < 5000; i++) {
            assertThat(monitor.accept(3 + stream.getAsDouble())).isEqualTo(Phase.DRIFT);
        }
        assertThat(monitor.mean()).as("paused in drift").isCloseTo(0, within(0.3));
        assertThat(monitor.onsets()).isEqualTo(1);
    }

    /** Several of the original's monitors stayed in drift until somebody reset them. */
    @ParameterizedTest
    @EnumSource(Method.class)
    void driftEndsByItselfAndComesAgainAsASecondEpisode(Method method) {
        var stream = Streams.gaussian(2);
        var monitor = Streams.monitor(method, Direction.RISING, 1000, Streams.take(stream, 300));
        for (int episode = 1; episode <= 3; episode++) {
            for (int i = 0; i < 300; i++) {
                monitor.accept(4 + stream.getAsDouble());
            }
            assertThat(monitor.phase()).isEqualTo(Phase.DRIFT);
            for (int i = 0; i < 400; i++) {
                monitor.accept(stream.getAsDouble());
            }
            assertThat(monitor.phase()).isNotEqualTo(Phase.DRIFT);
            assertThat(monitor.onsets()).isEqualTo(episode);
        }
    }

    @Test
    void referenceFollowsWithTheRightWeights() {
        var monitor = new ScoreMonitor(DetectorPlan.of(Method.PAGE_HINKLEY, Direction.RISING, 1e6),
                new ReferencePolicy(100, 0.05, 10, 10, 0), EpisodeGate.Policy.DEFAULT, new float[100]);
        for (int i = 0; i < 10; i++) {
            monitor.accept(1);
        }
        assertThat(monitor.mean()).isCloseTo(0.05, within(1e-12));
        for (int i = 0; i < 10; i++) {
            monitor.accept(1);
        }
        assertThat(monitor.mean()).isCloseTo(0.95 * 0.05 + 0.05, within(1e-12));
    }

    @ParameterizedTest
    @EnumSource(Method.class)
    void mirroredInputGivesMirroredResult(Method method) {
        var stream = Streams.gamma(3);
        var known = Streams.take(stream, 200);
        var mirrored = new float[known.length];
        for (int i = 0; i < known.length; i++) {
            mirrored[i] = -known[i];
        }
        var up = Streams.monitor(method, Direction.RISING, 500, known);
        var down = Streams.monitor(method, Direction.FALLING, 500, mirrored);
        for (int i = 0; i < 1500; i++) {
            var x = stream.getAsDouble() + (i > 500 && i < 800 ? 4 : 0);
            assertThat(down.accept(-x)).isEqualTo(up.accept(x));
            assertThat(down.statistic()).isEqualTo(up.statistic());
            assertThat(down.mean()).isEqualTo(-up.mean());
        }
        assertThat(up.onsets()).isPositive();
    }

    @ParameterizedTest
    @EnumSource(Method.class)
    void resumesBitForBitAtAnyFrame(Method method) {
        var random = new SplittableRandom(4);
        for (int round = 0; round < 6; round++) {
            var stream = Streams.gaussian(round);
            var known = round % 2 == 0 ? Streams.take(stream, 100) : null;
            var direction = Direction.values()[round % 3];
            var one = Streams.monitor(method, direction, 200, known);
            var reference = Streams.monitor(method, direction, 200, known);
            for (int i = 0; i < 700; i++) {
                if (i == 550) {
                    one.rebase();
                    reference.rebase();
                }
                if (random.nextInt(20) == 0) {
                    var other = Streams.monitor(method, direction, 200, known);
                    other.restore(one.save(), one.saveVectors());
                    one = other;
                }
                var x = stream.getAsDouble() + (i / 200 % 2) * 2;
                assertThat(one.accept(x)).isEqualTo(reference.accept(x));
                assertThat(one.save()).isEqualTo(reference.save());
                assertThat(one.saveVectors().get("scores")).isEqualTo(reference.saveVectors().get("scores"));
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Method.class)
    void notANumberChangesNothingAndInfinityIsOneExtremeFrame(Method method) {
        var stream = Streams.gaussian(5);
        var known = Streams.take(stream, 300);
        var one = Streams.monitor(method, Direction.RISING, 1000, known);
        var other = Streams.monitor(method, Direction.RISING, 1000, known);
        for (int i = 0; i < 300; i++) {
            var x = stream.getAsDouble();
            one.accept(Double.NaN);
            assertThat(one.accept(x)).isEqualTo(other.accept(x));
            assertThat(one.statistic()).isEqualTo(other.statistic());
        }
        assertThat(one.frames()).isEqualTo(600);
        one.accept(Double.NEGATIVE_INFINITY);
        assertThat(one.accept(Double.POSITIVE_INFINITY)).isNotEqualTo(Phase.DRIFT);
        assertThat(one.statistic()).isFinite();
        for (int i = 0; i < 200; i++) {
            assertThat(one.accept(stream.getAsDouble())).isNotEqualTo(Phase.DRIFT);
        }
    }

    @ParameterizedTest
    @EnumSource(Method.class)
    void oneOutlierBeyondEverythingKnownDoesNotAlarm(Method method) {
        var stream = Streams.gaussian(6);
        var monitor = Streams.monitor(method, Direction.RISING, 1000, Streams.take(stream, 300));
        for (int i = 0; i < 20; i++) {
            assertThat(monitor.accept(1e30)).isNotEqualTo(Phase.DRIFT);
            for (int j = 0; j < 50; j++) {
                assertThat(monitor.accept(-0.2)).isNotEqualTo(Phase.DRIFT);
            }
        }
    }

    @Test
    void rebaseMakesThePresentStreamTheReference() {
        var stream = Streams.gaussian(7);
        var monitor = Streams.monitor(Method.PAGE_HINKLEY, Direction.RISING, 1000, Streams.take(stream, 300));
        assertThat(Streams.untilOnset(monitor, () -> 5 + stream.getAsDouble(), 100)).isLessThan(10);
        monitor.rebase();
        assertThat(monitor.phase()).isEqualTo(Phase.WARMING_UP);
        for (int i = 0; i < 400; i++) {
            assertThat(monitor.accept(5 + stream.getAsDouble())).isNotEqualTo(Phase.DRIFT);
        }
        assertThat(monitor.mean()).isCloseTo(5, within(0.5));
        assertThat(Streams.untilOnset(monitor, () -> 8 + stream.getAsDouble(), 100)).isLessThan(10);
    }

    @Test
    void restartEndsTheEpisodeAndKeepsTheReferenceThatWasGiven() {
        var stream = Streams.gaussian(7);
        var monitor = Streams.monitor(Method.PAGE_HINKLEY, Direction.RISING, 1000, Streams.take(stream, 300));
        assertThat(Streams.untilOnset(monitor, () -> 5 + stream.getAsDouble(), 100)).isLessThan(10);
        monitor.restart();
        assertThat(monitor.phase()).isEqualTo(Phase.STABLE);
        for (int i = 0; i < 400; i++) {
            assertThat(monitor.accept(stream.getAsDouble())).isNotEqualTo(Phase.DRIFT);
        }
        assertThat(Streams.untilOnset(monitor, () -> 5 + stream.getAsDouble(), 100)).isLessThan(10);
    }

    @Test
    void refusesAStateThatDoesNotFitAndStaysAsItWas() {
        var known = Streams.take(Streams.gaussian(8), 100);
        var monitor = Streams.monitor(Method.EWMA, Direction.RISING, 1000, known);
        var others = Streams.monitor(Method.EWMA, Direction.RISING, 1000, Streams.take(Streams.gaussian(9), 100));
        var cusum = Streams.monitor(Method.PAGE_HINKLEY, Direction.RISING, 1000, known);
        monitor.accept(1);
        var before = monitor.save();
        refuses(monitor, others.save(), others.saveVectors());
        refuses(monitor, cusum.save(), cusum.saveVectors());
        refuses(monitor, before, Map.of());
        for (var key : before.keySet()) {
            var missing = new HashMap<>(before);
            missing.remove(key);
            if (!key.equals("thresholds")) {
                refuses(monitor, missing, monitor.saveVectors());
            }
        }
        for (var junk : List.of(List.of(), List.of(1.0), List.of(0.0, 1.0), List.of(1.0, -1.0), List.of(Double.NaN, 1.0),
                List.of(1.0, Double.POSITIVE_INFINITY))) {
            var damaged = new HashMap<>(before);
            damaged.put("thresholds", junk);
            refuses(monitor, damaged, monitor.saveVectors());
        }
        assertThat(monitor.save()).isEqualTo(before);
    }

    /** To find them takes longer than a swap may. */
    @Test
    void thresholdsComeWithTheStateUnlessTheyWereFoundForSomethingElse() {
        var known = Streams.take(Streams.gaussian(8), 100);
        for (var method : new Method[] {Method.PAGE_HINKLEY, Method.EWMA}) {
            var monitor = Streams.monitor(method, Direction.BOTH, 1000, known);
            var found = monitor.threshold();
            assertThat(found).as("before any frame").isPositive();
            var saved = monitor.save();
            saved.put("thresholds", List.of(found / 2, found / 2));
            var same = Streams.monitor(method, Direction.BOTH, 1000, known);
            same.restore(saved, monitor.saveVectors());
            assertThat(same.threshold()).isEqualTo(found / 2);
            same.restart();
            assertThat(same.threshold()).as("the same after a restart").isEqualTo(found / 2);
            var quiet = Streams.monitor(method, Direction.BOTH, 100_000, known);
            quiet.restore(saved, monitor.saveVectors());
            assertThat(quiet.threshold()).isGreaterThan(found);
            saved.remove("thresholds");
            saved.remove("thresholdsFor");
            same.restore(saved, monitor.saveVectors());
            assertThat(same.threshold()).as("of a version that did not save them").isEqualTo(found);
        }
    }

    private static void refuses(ScoreMonitor monitor, Map<String, Object> state, Map<String, float[]> vectors) {
        assertThatThrownBy(() -> monitor.restore(state, vectors)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void anotherRunLengthHoldsAfterRestoring() {
        var known = Streams.take(Streams.gaussian(10), 300);
        var quick = Streams.monitor(Method.PAGE_HINKLEY, Direction.RISING, 100, known);
        var quiet = Streams.monitor(Method.PAGE_HINKLEY, Direction.RISING, 100_000, known);
        var threshold = quiet.threshold();
        quick.accept(2);
        quiet.restore(quick.save(), quick.saveVectors());
        assertThat(quiet.threshold()).isEqualTo(threshold).isGreaterThan(quick.threshold());
        assertThat(quiet.statistic()).isEqualTo(quick.statistic());
    }

    @ParameterizedTest
    @EnumSource(Method.class)
    void allocatesNothing(Method method) {
        var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        var stream = Streams.gaussian(11);
        var monitor = Streams.monitor(method, Direction.BOTH, 1000, Streams.take(stream, 100));
        var values = Streams.take(stream, 1000);
        for (var value : values) {
            monitor.accept(value + 1);
        }
        var before = threads.getThreadAllocatedBytes(Thread.currentThread().getId());
        for (int i = 0; i < values.length; i++) {
            monitor.accept(values[i] + i / 500);
        }
        assertThat(threads.getThreadAllocatedBytes(Thread.currentThread().getId()) - before).isLessThan(1000);
    }
}
