package org.tinylcm.math.timing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

class TimeHistogramTest {

    @Test
    void percentilesAreWithinOneStepOfTheExactOnes() {
        var random = new SplittableRandom(3);
        for (int round = 0; round < 200; round++) {
            var histogram = new TimeHistogram();
            var values = new long[random.nextInt(1, 500)];
            for (int i = 0; i < values.length; i++) {
                values[i] = random.nextLong(1L << random.nextInt(1, 50));
                histogram.add(values[i]);
            }
            Arrays.sort(values);
            for (var share : new double[] {0.01, 0.5, 0.95, 0.99, 1}) {
                var exact = values[Math.max(1, (int) Math.ceil(share * values.length)) - 1];
                assertThat(histogram.percentile(share)).isBetween(exact, exact + exact / 32);
            }
            assertThat(histogram.max()).isEqualTo(values[values.length - 1]);
        }
    }

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
        assertThat(histogram.count()).isEqualTo(exact.length);
        assertThat(histogram.percentile(0.50)).isCloseTo(exact[9_999], Percentage.withPercentage(3));
        assertThat(histogram.percentile(0.95)).isCloseTo(exact[18_999], Percentage.withPercentage(3));
        assertThat(histogram.percentile(0.99)).isCloseTo(exact[19_799], Percentage.withPercentage(3));
        assertThat(histogram.max()).isEqualTo(exact[19_999]);
    }

    @Test
    void takesTheLargestAndTheLeastValue() {
        var histogram = new TimeHistogram();
        histogram.add(Long.MAX_VALUE);
        histogram.add(-1);
        assertThat(histogram.percentile(1)).isEqualTo(Long.MAX_VALUE);
        assertThat(histogram.percentile(0.1)).isZero();
        assertThat(new TimeHistogram().percentile(0.5)).isZero();
    }

    @Test
    void smallTimesAreExactAndHugeOnesDoNotFail() {
        var histogram = new TimeHistogram();
        histogram.add(3);
        assertThat(histogram.percentile(0.50)).isEqualTo(3);
        histogram.add(Long.MAX_VALUE);
        histogram.add(-5);
        assertThat(histogram.count()).isEqualTo(3);
        assertThat(histogram.max()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void withoutTimesEverythingIsZero() {
        assertThat(new TimeHistogram().percentile(0.99)).isCloseTo(0, within(0L));
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
