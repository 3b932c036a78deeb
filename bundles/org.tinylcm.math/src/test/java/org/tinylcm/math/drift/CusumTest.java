package org.tinylcm.math.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class CusumTest {

    @Test
    void followsTheHandComputedSeries() {
        var cusum = new Cusum(0.5, Double.POSITIVE_INFINITY);
        assertThat(cusum.add(1)).isEqualTo(0.5);
        assertThat(cusum.add(-2)).isZero();
        assertThat(cusum.add(0.25)).isZero();
        assertThat(cusum.add(2)).isEqualTo(1.5);
        assertThat(cusum.add(1.5)).isEqualTo(2.5);
        assertThat(cusum.add(Double.NaN)).isEqualTo(2.5);
        assertThat(cusum.count()).isEqualTo(5);
    }

    /** The original looked for the minimum after cutting at 0, where all of the quiet time is minimal. */
    @Test
    void changePointIsWhereTheExcursionBegan() {
        var cusum = new Cusum(0.5, Double.POSITIVE_INFINITY);
        for (int i = 0; i < 40; i++) {
            cusum.add(0);
        }
        for (int i = 0; i < 10; i++) {
            cusum.add(1);
        }
        assertThat(cusum.changePoint()).isEqualTo(40);
    }

    @Test
    void capMakesALongDriftAsQuickToLeaveAsAShortOne() {
        var cusum = new Cusum(0.5, 6);
        for (int i = 0; i < 100_000; i++) {
            cusum.add(3);
        }
        assertThat(cusum.sum()).isEqualTo(6);
    }

    @Test
    void refusesForeignState() {
        var cusum = new Cusum(0.5, 6);
        assertThatThrownBy(() -> cusum.restore(new double[] {Double.NaN, 0, 0}))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> cusum.restore(new double[] {1})).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void pageHinkleyEqualsTheTextbookForm() {
        var random = new SplittableRandom(5);
        for (int round = 0; round < 50; round++) {
            var test = new PageHinkley(0.4, 0.05, 3, Direction.RISING);
            double sum = 0;
            double least = 0;
            for (int i = 0; i < 400; i++) {
                var x = random.nextDouble();
                sum += x - 0.4 - 0.05;
                least = Math.min(least, sum);
                assertThat(test.add(x)).isEqualTo(test.statistic() > 3);
                assertThat(test.statistic()).isCloseTo(sum - least, within(1e-9));
            }
        }
    }

    @Test
    void pageHinkleyOfMirroredInputIsMirrored() {
        var random = new SplittableRandom(6);
        var up = new PageHinkley(1, 0.1, 5, Direction.BOTH);
        var down = new PageHinkley(-1, 0.1, 5, Direction.BOTH);
        for (int i = 0; i < 2000; i++) {
            var x = 1 + random.nextDouble() - 0.5 + (i > 1000 ? 0.3 : 0);
            assertThat(down.add(-x)).isEqualTo(up.add(x));
            assertThat(down.statistic()).isEqualTo(up.statistic());
        }
        assertThat(up.side()).isEqualTo(Direction.RISING);
        assertThat(down.side()).isEqualTo(Direction.FALLING);
    }

    @Test
    void ewmaChartFollowsTheHandComputedSeries() {
        var chart = new EwmaChart(0.25);
        assertThat(chart.add(4)).isEqualTo(1);
        assertThat(chart.add(-8)).isZero();
        assertThat(chart.add(2)).isEqualTo(0.5);
        assertThat(chart.add(Double.NaN)).isEqualTo(0.5);
    }

    @Test
    void ddmFollowsTheHandComputedSeries() {
        var ddm = new Ddm();
        for (int i = 1; i <= 100; i++) {
            assertThat(ddm.add(i % 10 == 0)).isZero();
        }
        int level = 0;
        int errors = 0;
        while (level < 1) {
            level = ddm.add(true);
            errors++;
        }
        assertThat(errors).isEqualTo(expected(2));
        while (level < 2) {
            level = ddm.add(true);
            errors++;
        }
        assertThat(errors).isEqualTo(expected(3));
    }

    @Test
    void ddmStartsAfreshAfterDriftAndResumesBitForBit() {
        var one = new Ddm();
        var random = new Random(8);
        int drifts = 0;
        for (int i = 0; i < 4000; i++) {
            var other = new Ddm();
            other.restore(one.save());
            var error = random.nextDouble() < (i / 500 % 2 == 0 ? 0.1 : 0.6);
            int level = one.add(error);
            assertThat(other.add(error)).isEqualTo(level);
            assertThat(other.save()).isEqualTo(one.save());
            if (level == 2) {
                drifts++;
                assertThat(one.save()).isEqualTo(new Ddm().save());
            }
        }
        assertThat(drifts).isBetween(3, 12);
        for (var damaged : new double[][] {{}, {1, 2, 0, 0, 0}, {5, -1, 0, 0, 0}, {Double.NaN, 1, 0, 0, 0}, {2, 1, 0, 0}}) {
            assertThatThrownBy(() -> one.restore(damaged)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    /** Errors in a row after 10 of 100 until p + s is beyond its smallest values, which are those of 3 errors in 39. */
    private static int expected(int k) {
        for (int errors = 1;; errors++) {
            var p = (10.0 + errors) / (100 + errors);
            if (p + Math.sqrt(p * (1 - p) / (100 + errors)) > 1.0 / 13 + k * Math.sqrt(1.0 / 13 * 12 / 13 / 39)) {
                return errors;
            }
        }
    }
}
