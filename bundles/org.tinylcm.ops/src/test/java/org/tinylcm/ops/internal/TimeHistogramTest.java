package org.tinylcm.ops.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.SplittableRandom;
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
    void takesTheLargestAndTheLeastValue() {
        var histogram = new TimeHistogram();
        histogram.add(Long.MAX_VALUE);
        histogram.add(-1);
        assertThat(histogram.percentile(1)).isEqualTo(Long.MAX_VALUE);
        assertThat(histogram.percentile(0.1)).isZero();
        assertThat(new TimeHistogram().percentile(0.5)).isZero();
    }
}
