package org.tinylcm.pipeline.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

class TimeHistogramTest {

    @Test
    void percentilesAreWithinThreePercentOfTheExactOnes() {
        var random = new SplittableRandom(7);
        var histogram = new TimeHistogram();
        var exact = new long[20_000];
        for (int i = 0; i < exact.length; i++) {
            exact[i] = (long) Math.exp(random.nextDouble(3, 20));
            histogram.add(exact[i]);
        }
        Arrays.sort(exact);
        var timings = histogram.timings();
        assertThat(timings.count()).isEqualTo(exact.length);
        assertThat(timings.p50()).isCloseTo(exact[9_999], Percentage.withPercentage(3));
        assertThat(timings.p95()).isCloseTo(exact[18_999], Percentage.withPercentage(3));
        assertThat(timings.p99()).isCloseTo(exact[19_799], Percentage.withPercentage(3));
        assertThat(timings.max()).isEqualTo(exact[19_999]);
    }

    @Test
    void smallTimesAreExactAndHugeOnesDoNotFail() {
        var histogram = new TimeHistogram();
        histogram.add(3);
        assertThat(histogram.timings().p50()).isEqualTo(3);
        histogram.add(Long.MAX_VALUE);
        histogram.add(-5);
        assertThat(histogram.timings().count()).isEqualTo(3);
        assertThat(histogram.timings().max()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void withoutTimesEverythingIsZero() {
        assertThat(new TimeHistogram().timings().p99()).isCloseTo(0, within(0L));
    }

    @Test
    void bucketsRiseWithoutGaps() {
        int last = -1;
        for (long nanos = 0; nanos < 100_000; nanos++) {
            int bucket = TimeHistogram.bucket(nanos);
            assertThat(bucket).isBetween(last, last + 1);
            last = bucket;
        }
    }
}
