package org.tinylcm.math.drift;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.DoubleSupplier;
import java.util.function.LongFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.tinylcm.math.drift.EpisodeGate.Phase;

/** The promise of {@code arl}: at most one false alarm in so many frames, from the first frame on, and still quick. */
class RunLengthPromiseTest {
    private static final double ARL = 1000;

    private static double alarmsPerRun(DetectorPlan plan, LongFunction<DoubleSupplier> stream, int known, int runs,
            int frames) {
        long alarms = 0;
        for (int run = 0; run < runs; run++) {
            var source = stream.apply(run * 31L + 7);
            var monitor = new ScoreMonitor(plan, Streams.REFERENCE, EpisodeGate.Policy.DEFAULT,
                    known == 0 ? null : Streams.take(source, known));
            for (int i = 0; i < frames; i++) {
                monitor.accept(source.getAsDouble());
            }
            alarms += monitor.onsets();
        }
        return alarms / (double) runs;
    }

    private static DetectorPlan plan(Method method, double autocorrelation) {
        return new DetectorPlan(method, Direction.RISING, ARL, 1, 0.2, autocorrelation);
    }

    @ParameterizedTest
    @EnumSource(value = Method.class, names = {"PAGE_HINKLEY", "EWMA"})
    void isKeptOnGaussianBernoulliAndSkewedStreams(Method method) {
        // 40 references x 5 run lengths = 200,000 frames for each stream.
        assertThat(alarmsPerRun(plan(method, 0), Streams::gaussian, 300, 40, 5000)).isLessThanOrEqualTo(5);
        assertThat(alarmsPerRun(plan(method, 0), s -> Streams.bernoulli(0.2, s), 300, 40, 5000)).isLessThanOrEqualTo(5);
        assertThat(alarmsPerRun(plan(method, 0), Streams::gamma, 300, 40, 5000)).isLessThanOrEqualTo(5);
    }

    @ParameterizedTest
    @EnumSource(value = Method.class, names = {"PAGE_HINKLEY", "EWMA"})
    void isKeptWithoutKnownScoresRightAfterWarmUp(Method method) {
        assertThat(alarmsPerRun(plan(method, 0), Streams::gaussian, 0, 100, 1100)).isLessThanOrEqualTo(1);
        assertThat(alarmsPerRun(plan(method, 0), s -> Streams.bernoulli(0.2, s), 0, 100, 1100)).isLessThanOrEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(value = Method.class, names = {"PAGE_HINKLEY", "EWMA"})
    void isKeptOnAnAutocorrelatedStreamIfTheCorrelationIsStated(Method method) {
        assertThat(alarmsPerRun(plan(method, 0.5), s -> Streams.autoregressive(0.5, s), 300, 50, 5000))
                .isLessThanOrEqualTo(5);
    }

    @ParameterizedTest
    @EnumSource(value = Method.class, names = {"PAGE_HINKLEY", "EWMA"})
    void isKeptOnAnAutocorrelatedStreamThatTheReferenceWasLearnedFrom(Method method) {
        assertThat(alarmsPerRun(plan(method, 0), s -> Streams.autoregressive(0.5, s), 0, 100, 1100))
                .isLessThanOrEqualTo(1);
    }

    @Test
    void windowsKeepItByTheirUnionBound() {
        assertThat(alarmsPerRun(plan(Method.ADWIN, 0), Streams::gaussian, 300, 8, 5000)).isLessThanOrEqualTo(5);
        assertThat(alarmsPerRun(plan(Method.KSWIN, 0), Streams::gaussian, 300, 8, 5000)).isLessThanOrEqualTo(5);
    }

    @Test
    void isKeptByBothSidesTogether() {
        var plan = new DetectorPlan(Method.PAGE_HINKLEY, Direction.BOTH, ARL, 1, 0.2, 0);
        assertThat(alarmsPerRun(plan, Streams::gaussian, 300, 40, 5000)).isLessThanOrEqualTo(5);
    }

    @ParameterizedTest
    @EnumSource(value = Method.class, names = {"PAGE_HINKLEY", "EWMA"})
    void aShiftOfTwoSigmaIsFoundWithinTenFrames(Method method) {
        double total = 0;
        int late = 0;
        for (int run = 0; run < 300; run++) {
            var stream = Streams.gaussian(run);
            var monitor = Streams.monitor(method, Direction.RISING, ARL, Streams.take(stream, 300));
            Streams.untilOnset(monitor, stream, 30);
            if (monitor.phase() != Phase.DRIFT) {
                var delay = Streams.untilOnset(monitor, () -> stream.getAsDouble() + 2, 100);
                total += delay;
                late += delay > 10 ? 1 : 0;
            }
        }
        assertThat(total / 300).isLessThan(6);
        assertThat(late / 300.0).isLessThan(0.05);
    }
}
