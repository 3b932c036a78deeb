package org.tinylcm.math.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.tinylcm.math.stat.Normal;

class RunLengthTest {

    /** Published for two sides and k = .5 (Montgomery): 168 at h = 4, 465 at h = 5; one side has twice that. */
    @Test
    void equalsThePublishedRunLengthsOfTheGaussianCusum() {
        assertThat(gaussian(4)).isCloseTo(336, within(3.0));
        assertThat(gaussian(5)).isCloseTo(931, within(8.0));
    }

    private static double gaussian(double h) {
        var states = 200;
        var width = h / (states - 0.5);
        RunLength.Transitions normal = (from, to) -> {
            var upper = Normal.cdf((to - from + 0.5) * width + 0.5);
            return to == 0 ? upper : upper - Normal.cdf((to - from - 0.5) * width + 0.5);
        };
        return RunLength.arl(normal, states);
    }

    /** A walk that goes up with p and else back to 0 needs (1 - p^h) / ((1 - p) p^h) steps for h ups in a row. */
    @Test
    void equalsTheClosedFormOfARunOfSuccesses() {
        var p = 0.3;
        RunLength.Transitions runs = (from, to) -> to == 0 ? 1 - p : to == from + 1 ? p : 0;
        for (int h = 1; h < 12; h++) {
            var closed = (1 - Math.pow(p, h)) / ((1 - p) * Math.pow(p, h));
            assertThat(RunLength.arl(runs, h) / closed).isCloseTo(1, within(1e-9));
        }
        assertThat(RunLength.states(runs, 100, 50)).isEqualTo(4);
        assertThat(RunLength.states(runs, 1e30, 3)).isEqualTo(-1);
    }

    @Test
    void thresholdsGrowWithTheRunLengthAndWithAutocorrelation() {
        var sorted = gaussians(300, 1);
        double before = 0;
        double beforeEwma = 0;
        for (double arl = 20; arl < 1e8; arl *= 10) {
            var threshold = ThresholdCalibrator.cusum(sorted, 0.5, arl, 0);
            var ewma = ThresholdCalibrator.ewma(sorted, 0.2, arl, 0);
            assertThat(threshold).isGreaterThan(before);
            assertThat(ewma).isGreaterThan(beforeEwma);
            assertThat(ThresholdCalibrator.cusum(sorted, 0.5, arl, 0.5)).isGreaterThan(threshold);
            before = threshold;
            beforeEwma = ewma;
        }
        assertThatThrownBy(() -> ThresholdCalibrator.cusum(sorted, 0.5, Double.NaN, 0))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void fewKnownScoresGiveAMoreCautiousThreshold() {
        assertThat(ThresholdCalibrator.cusum(gaussians(50, 2), 0.5, 1000, 0))
                .isGreaterThan(ThresholdCalibrator.cusum(gaussians(1000, 2), 0.5, 1000, 0));
    }

    @Test
    void oneOutlierHoweverLargeStaysUnderTheThreshold() {
        for (int size : new int[] {20, 100, 300, 900}) {
            var sorted = gaussians(size, 3);
            assertThat(ThresholdCalibrator.cusum(sorted, 0.5, 1000, 0)).isGreaterThan(sorted[size - 1] + 1 - 0.5);
        }
    }

    @Test
    void calibrationIsQuickForShortAndLongRunLengths() {
        var sorted = gaussians(300, 4);
        for (double arl : new double[] {1e3, 1e4, 1e6}) {
            var start = System.nanoTime();
            ThresholdCalibrator.cusum(sorted, 0.5, arl, 0);
            ThresholdCalibrator.ewma(sorted, 0.2, arl, 0);
            assertThat(System.nanoTime() - start).as("arl %s", arl).isLessThan(500_000_000L);
        }
    }

    private static double[] gaussians(int size, long seed) {
        var scores = new float[size];
        var random = new Random(seed);
        for (int i = 0; i < size; i++) {
            scores[i] = (float) random.nextGaussian();
        }
        var sorted = ScoreReference.of(scores, 1e-6, 0).standardised();
        assertThat(Arrays.stream(sorted).average().orElseThrow()).isCloseTo(0, within(1e-9));
        return sorted;
    }
}
