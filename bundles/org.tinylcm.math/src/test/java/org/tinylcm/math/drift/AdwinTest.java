package org.tinylcm.math.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class AdwinTest {

    @Test
    void windowMeanIsThatOfTheLatestValues() {
        var random = new SplittableRandom(7);
        for (int round = 0; round < 20; round++) {
            var adwin = new Adwin(0.01, 1);
            var values = new double[1500];
            for (int i = 0; i < values.length; i++) {
                values[i] = Math.min(1, random.nextDouble() * 0.5 + (i / 300 % 2) * 0.5);
                adwin.add(values[i]);
                var latest = Arrays.copyOfRange(values, i + 1 - (int) adwin.length(), i + 1);
                if (i % 50 == 0) {
                    assertThat(adwin.mean()).isCloseTo(Arrays.stream(latest).average().orElseThrow(), within(1e-9));
                }
            }
        }
    }

    /** By hand: 10 zeros, then ones: after j ones all other cuts are weaker than the one between zeros and ones. */
    @Test
    void cutsWhereTheHandComputedThresholdIsPassed() {
        var delta = 0.01;
        var adwin = new Adwin(delta, 1);
        for (int i = 0; i < 200; i++) {
            assertThat(adwin.add(0)).isFalse();
        }
        int ones = 0;
        do {
            ones++;
        } while (!adwin.add(1));
        assertThat(ones).isEqualTo(firstCut(200, delta));
        assertThat(adwin.rise()).isPositive();
    }

    private static int firstCut(int zeros, double delta) {
        for (int ones = 5;; ones++) {
            double n = zeros + ones;
            var variance = zeros * ones / n / n;
            var log = Math.log(2 * Math.log(n) / delta);
            // Cuts are possible where buckets meet: try every one, which is what 5 newest values of size 1 allow.
            for (int newer = 5; newer <= ones; newer++) {
                var older = n - newer;
                var inverse = 1.0 / newer + 1 / older;
                var difference = 1 - (ones - newer) / older;
                if (difference > Math.sqrt(2 * inverse * variance * log) + 2.0 / 3 * inverse * log) {
                    return ones;
                }
            }
        }
    }

    /** An implementation is known that goes on signalling after one change. */
    @Test
    void signalsAChangeOnceAndThenIsQuiet() {
        var random = new SplittableRandom(8);
        var adwin = new Adwin(0.002, 1);
        int signals = 0;
        int late = 0;
        for (int i = 0; i < 5000; i++) {
            var cut = adwin.add(random.nextDouble() < (i < 2000 ? 0.2 : 0.7) ? 1 : 0);
            signals += cut ? 1 : 0;
            late += cut && i > 2300 ? 1 : 0;
        }
        assertThat(signals).isBetween(1, 20);
        assertThat(late).isZero();
        assertThat(adwin.mean()).isCloseTo(0.7, within(0.05));
    }

    @Test
    void isQuietOnStationaryBitsAndSmallInMemory() {
        var random = new SplittableRandom(9);
        var adwin = new Adwin(0.001, 1);
        int signals = 0;
        for (int i = 0; i < 100_000; i++) {
            signals += adwin.add(random.nextInt(2)) ? 1 : 0;
        }
        assertThat(signals).isLessThanOrEqualTo(100);
        assertThat(adwin.save().length).isLessThan(5 + 20 * 13);
    }

    @Test
    void constantInputAndNaNNeverCut() {
        var adwin = new Adwin(0.5, 1);
        for (int i = 0; i < 10_000; i++) {
            assertThat(adwin.add(0.9)).isFalse();
            assertThat(adwin.add(Double.NaN)).isFalse();
        }
        assertThat(adwin.length()).isEqualTo(10_000);
    }

    @Test
    void mirroredInputGivesMirroredResult() {
        var random = new SplittableRandom(10);
        var one = new Adwin(0.05, 1);
        var other = new Adwin(0.05, 1);
        for (int i = 0; i < 3000; i++) {
            var x = random.nextInt(0, 129) / 256.0 + (i > 1500 ? 0.25 : 0);
            assertThat(other.add(1 - x)).isEqualTo(one.add(x));
            assertThat(other.length()).isEqualTo(one.length());
        }
    }

    @Test
    void resumesBitForBit() {
        var random = new SplittableRandom(11);
        var one = new Adwin(0.1, 1);
        for (int i = 0; i < 3000; i++) {
            one.add(random.nextDouble() * (i > 2000 ? 1 : 0.6));
            if (i % 97 == 0) {
                var other = new Adwin(0.1, 1);
                other.add(0.3);
                other.restore(one.save());
                assertThat(other.save()).isEqualTo(one.save());
                one = other;
            }
        }
        var last = one;
        assertThatThrownBy(() -> last.restore(new double[] {1, 2, 3, 4, 5})).isInstanceOf(
                IllegalArgumentException.class);
    }

    /** An implementation is known that tests before it takes the value in. */
    @Test
    void kswinTestsWithTheNewValue() {
        var kswin = new Kswin(20, 5, 0.012, 1, 1);
        for (int i = 0; i < 15; i++) {
            kswin.fill(0);
        }
        for (int i = 0; i < 4; i++) {
            assertThat(kswin.add(1)).isFalse();
        }
        assertThat(kswin.add(1)).isTrue();
        assertThat(kswin.rise()).isEqualTo(1);
    }

    @Test
    void kswinIsQuietOnConstantInputAndResumesBitForBit() {
        var random = new SplittableRandom(12);
        var one = new Kswin(60, 20, 0.01, 1, 5);
        for (int i = 0; i < 500; i++) {
            assertThat(one.add(0.9)).isFalse();
        }
        for (int i = 0; i < 2000; i++) {
            var x = random.nextDouble() + (i > 1000 ? 1 : 0);
            if (i % 83 == 0) {
                var other = new Kswin(60, 20, 0.01, 1, 5);
                other.restore(one.save());
                assertThat(other.add(x)).isEqualTo(one.add(x));
                assertThat(other.save()).isEqualTo(one.save());
                one = other;
            } else {
                one.add(x);
            }
        }
    }
}
