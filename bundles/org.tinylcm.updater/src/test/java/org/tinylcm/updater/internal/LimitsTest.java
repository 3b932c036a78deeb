package org.tinylcm.updater.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tinylcm.frame.Frame;
import org.tinylcm.frame.Payload;
import org.tinylcm.pipeline.FrameFailure;
import org.tinylcm.pipeline.FrameResult;

class LimitsTest {
    private static final SelfTest.Limits LIMITS = new SelfTest.Limits(0.05, 0.5, 2);
    private static final SelfTest.Figures GOOD = new SelfTest.Figures("p", 100, 0.98, 6, 5, null);

    @Test
    void fivePointsOfAccuracyAreTooMuch() {
        assertThat(LIMITS.problem(GOOD, with(0.94, 6, 5, null))).isEmpty();
        assertThat(LIMITS.problem(GOOD, with(0.92, 6, 5, null))).hasValueSatisfying(text ->
                assertThat(text).contains("0.980 to 0.920"));
    }

    @Test
    void halfAsMuchTimeAgainIsTooMuchUnlessItIsNextToNothing() {
        assertThat(LIMITS.slow(GOOD, with(0.98, 8.9, 5, null))).isEmpty();
        assertThat(LIMITS.slow(GOOD, with(0.98, 9.1, 5, null))).isPresent();
        assertThat(LIMITS.slow(new SelfTest.Figures("p", 1, 1, 0.1, 5, null), with(1, 1.5, 5, null))).isEmpty();
    }

    @Test
    void fewerClassesAreOnlyRightForAnotherPackAndMoreAreNoHarm() {
        assertThat(LIMITS.lost(GOOD, with(0.98, 6, 4, null))).isPresent();
        assertThat(LIMITS.lost(GOOD, with(0.98, 6, 6, null))).isEmpty();
        assertThat(LIMITS.lost(GOOD, new SelfTest.Figures("q", 100, 0.98, 6, 4, null))).isEmpty();
    }

    @Test
    void aFlawIsAlwaysTooMuch() {
        assertThat(LIMITS.problem(null, with(1, 1, 5, "not numbers"))).contains("not numbers");
    }

    @Test
    void oneFrameThatIsNotANumberIsEnough() {
        var watch = new FrameWatch();
        watch.begin();
        watch.onFrame(result(1f));
        assertThat(watch.problem()).isEmpty();
        watch.onFrame(result(Float.NaN));

        assertThat(watch.problem()).isPresent();
        assertThat(watch.frames()).isEqualTo(2);
    }

    @Test
    void failuresCountAgainstWhatWasUsualBefore() {
        var watch = new FrameWatch();
        for (int i = 0; i < 50; i++) {
            watch.onFrame(result(1f));
            watch.onFailure(new FrameFailure("f", Instant.EPOCH, "broken picture"));
        }
        watch.begin();
        for (int i = 0; i < 50; i++) {
            watch.onFrame(result(1f));
            watch.onFailure(new FrameFailure("f", Instant.EPOCH, "broken picture"));
        }
        assertThat(watch.problem()).as("half of them failed before too").isEmpty();
        for (int i = 0; i < 50; i++) {
            watch.onFailure(new FrameFailure("f", Instant.EPOCH, "broken stage"));
        }
        assertThat(watch.problem()).hasValueSatisfying(text -> assertThat(text).contains("100 of 150 frames failed"));
    }

    private static SelfTest.Figures with(double accuracy, double latency, int classes, String flaw) {
        return new SelfTest.Figures("p", 100, accuracy, latency, classes, flaw);
    }

    private static FrameResult result(float feature) {
        var frame = new Frame(0, "f", Instant.EPOCH, null, new Payload.Vector(new float[1]));
        return new FrameResult(frame, "a", 1, 0, 1, List.of(), new float[] {feature}, List.of(), false, false,
                new long[7]);
    }
}
