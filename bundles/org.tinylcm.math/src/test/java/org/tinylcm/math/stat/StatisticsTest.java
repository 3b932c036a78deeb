package org.tinylcm.math.stat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class StatisticsTest {

    @Test
    void momentsEqualTheHandComputedOnes() {
        var moments = new RunningMoments();
        for (var value : new double[] {2, 4, 4, 4, 5, 5, 7, 9}) {
            moments.add(value);
        }
        assertThat(moments.mean()).isEqualTo(5);
        assertThat(moments.variance()).isCloseTo(32.0 / 7, within(1e-14));
        assertThat(moments.count()).isEqualTo(8);
    }

    @Test
    void momentsPassOverWhatIsNotFinite() {
        var moments = new RunningMoments();
        moments.add(1);
        moments.add(Double.NaN);
        moments.add(Double.POSITIVE_INFINITY);
        moments.add(3);
        assertThat(moments.mean()).isEqualTo(2);
        assertThat(moments.variance()).isEqualTo(2);
    }

    @Test
    void momentsKeepTheirDigitsFarFromZero() {
        var moments = new RunningMoments();
        for (int i = 0; i < 1000; i++) {
            moments.add(1e9 + i % 2);
        }
        assertThat(moments.variance()).isCloseTo(0.25 * 1000 / 999, within(1e-9));
    }

    @Test
    void momentsResumeBitForBit() {
        var random = new SplittableRandom(1);
        var one = new RunningMoments();
        for (int i = 0; i < 100; i++) {
            one.add(random.nextDouble());
        }
        var other = new RunningMoments();
        other.restore(one.save());
        one.add(0.3);
        other.add(0.3);
        assertThat(other.save()).isEqualTo(one.save());
        assertThatThrownBy(() -> other.restore(new double[] {-1, 0, 0})).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void movingAverageEqualsTheHandComputedOne() {
        var average = new Ewma(0.25, 8);
        assertThat(average.add(4)).isEqualTo(7);
        assertThat(average.add(Double.NaN)).isEqualTo(7);
        assertThat(average.add(3)).isEqualTo(6);
    }

    @Test
    void ringKeepsTheLatest() {
        var ring = new DoubleRing(3);
        for (int i = 1; i <= 5; i++) {
            ring.add(i);
        }
        assertThat(ring.toArray()).containsExactly(3, 4, 5);
        ring.keepLatest(2);
        assertThat(ring.toArray()).containsExactly(4, 5);
        ring.add(6);
        ring.add(7);
        assertThat(ring.toArray()).containsExactly(5, 6, 7);
        assertThatThrownBy(() -> ring.get(3)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void ringEqualsTheTailOfAList() {
        var random = new SplittableRandom(2);
        for (int round = 0; round < 200; round++) {
            var ring = new DoubleRing(1 + random.nextInt(10));
            var count = random.nextInt(40);
            for (int i = 0; i < count; i++) {
                ring.add(i);
            }
            var expected = Math.min(count, ring.capacity());
            assertThat(ring.size()).isEqualTo(expected);
            for (int i = 0; i < expected; i++) {
                assertThat(ring.get(i)).isEqualTo(count - expected + i);
            }
        }
    }

    @Test
    void quantilesInterpolate() {
        var sorted = new double[] {1, 2, 4, 8};
        assertThat(Quantiles.of(sorted, 0)).isEqualTo(1);
        assertThat(Quantiles.of(sorted, 0.5)).isEqualTo(3);
        assertThat(Quantiles.of(sorted, 0.9)).isCloseTo(6.8, within(1e-12));
        assertThat(Quantiles.of(sorted, 1)).isEqualTo(8);
        assertThatThrownBy(() -> Quantiles.of(sorted, 1.1)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void empiricalCdfCountsTiesIn() {
        var cdf = new EmpiricalCdf(new double[] {3, 1, 2, 2, Double.NaN});
        assertThat(cdf.at(0.9)).isZero();
        assertThat(cdf.at(2)).isEqualTo(0.75);
        assertThat(cdf.at(3)).isEqualTo(1);
        assertThat(cdf.at(Double.NaN)).isNaN();
        assertThat(cdf.size()).isEqualTo(4);
    }

    @Test
    void divergenceEqualsTheHandComputedOne() {
        assertThat(JensenShannon.divergence(new double[] {1, 0}, new double[] {0, 1})).isEqualTo(1);
        assertThat(JensenShannon.divergence(new double[] {0.3, 0.7}, new double[] {0.3, 0.7})).isZero();
        // H(3/4, 1/4) - H(1/2, 1/2) / 2 = 0.8112781244591328 - 0.5
        assertThat(JensenShannon.divergence(new double[] {0.5, 0.5}, new double[] {1, 0}))
                .isCloseTo(0.3112781244591328, within(1e-15));
    }

    @Test
    void divergenceIsSymmetricAndBounded() {
        var random = new SplittableRandom(3);
        for (int round = 0; round < 500; round++) {
            var p = distribution(random, 5);
            var q = distribution(random, 5);
            var divergence = JensenShannon.divergence(p, q);
            assertThat(divergence).isBetween(0.0, 1.0);
            assertThat(JensenShannon.divergence(q, p)).isCloseTo(divergence, within(1e-15));
        }
    }

    private static double[] distribution(SplittableRandom random, int size) {
        var values = random.doubles(size).map(v -> v < 0.3 ? 0 : v).toArray();
        values[0] += 0.1;
        var sum = Arrays.stream(values).sum();
        return Arrays.stream(values).map(v -> v / sum).toArray();
    }

    @Test
    void kolmogorovSmirnovEqualsTheHandComputedOne() {
        assertThat(KolmogorovSmirnov.statistic(new double[] {1, 2, 3}, new double[] {2, 3, 4}))
                .isCloseTo(1.0 / 3, within(1e-15));
        assertThat(KolmogorovSmirnov.statistic(new double[] {1, 1, 2, 2}, new double[] {1, 1, 2, 2})).isZero();
        assertThat(KolmogorovSmirnov.statistic(new double[] {1, 2}, new double[] {3, 4, 5})).isEqualTo(1);
    }

    @Test
    void kolmogorovSmirnovEqualsTheDefinition() {
        var random = new SplittableRandom(4);
        for (int round = 0; round < 300; round++) {
            var a = random.ints(1 + random.nextInt(20), 0, 8).asDoubleStream().sorted().toArray();
            var b = random.ints(1 + random.nextInt(20), 0, 8).asDoubleStream().sorted().toArray();
            var first = new EmpiricalCdf(a);
            var second = new EmpiricalCdf(b);
            double largest = 0;
            for (int x = 0; x < 8; x++) {
                largest = Math.max(largest, Math.abs(first.at(x) - second.at(x)));
            }
            assertThat(KolmogorovSmirnov.statistic(a, b)).isCloseTo(largest, within(1e-15));
        }
    }

    @Test
    void kolmogorovsTailHasThePublishedQuantiles() {
        assertThat(KolmogorovSmirnov.tail(1.2238)).isCloseTo(0.10, within(1e-4));
        assertThat(KolmogorovSmirnov.tail(1.3581)).isCloseTo(0.05, within(1e-4));
        assertThat(KolmogorovSmirnov.tail(1.6276)).isCloseTo(0.01, within(1e-5));
        assertThat(KolmogorovSmirnov.tail(0.8276)).isCloseTo(0.50, within(1e-4));
        assertThat(KolmogorovSmirnov.tail(1.18 - 1e-12)).isCloseTo(KolmogorovSmirnov.tail(1.18), within(1e-9));
    }

    @Test
    void autocorrelationIsFoundAndNoiseHasNone() {
        var random = new Random(5);
        var noise = new float[2000];
        var chain = new float[2000];
        for (int i = 1; i < noise.length; i++) {
            noise[i] = (float) random.nextGaussian();
            chain[i] = (float) (0.6 * chain[i - 1] + random.nextGaussian());
        }
        assertThat(Autocorrelation.lagOne(noise)).isZero();
        assertThat(Autocorrelation.lagOne(chain)).isCloseTo(0.6, within(0.05));
        assertThat(Autocorrelation.lagOne(new float[100])).isZero();
        assertThat(Autocorrelation.lagOne(new float[0])).isZero();
        // Deviations -1.5 -.5 .5 1.5: (.75 - .25 + .75) / 5 = .25, under 2 / sqrt(4)
        assertThat(Autocorrelation.lagOne(new float[] {1, 2, 3, 4})).isZero();
    }

    @Test
    void normalHasThePublishedValues() {
        assertThat(Normal.cdf(0)).isEqualTo(0.5);
        assertThat(Normal.cdf(1.96)).isCloseTo(0.9750021048517795, within(1e-15));
        assertThat(Normal.cdf(-6) / 9.865876450376946e-10).isCloseTo(1, within(1e-12));
        assertThat(Normal.cdf(Double.NEGATIVE_INFINITY)).isZero();
        assertThat(Normal.cdf(Double.POSITIVE_INFINITY)).isEqualTo(1);
        assertThat(Normal.quantile(0.975)).isCloseTo(1.959963984540054, within(1e-13));
        assertThat(Normal.quantile(1e-9)).isCloseTo(-5.997807015007687, within(1e-11));
    }

    @Test
    void normalQuantileIsTheInverse() {
        for (double p = 1e-12; p < 1; p = p < 0.01 ? p * 10 : p + 0.01) {
            assertThat(Normal.cdf(Normal.quantile(p)) / p).isCloseTo(1, within(1e-11));
        }
    }
}
