package org.tinylcm.pack.internal.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TransformFitTest {
    @Test
    void agreesWithAnExampleByHand() {
        // x = 1..4 and y = 2x, 4x reversed in sign: after scaling all three are the same up to sign.
        var features = new float[] {1, 2, -4, 2, 4, -8, 3, 6, -12, 4, 8, -16};
        var fit = TransformFit.fit(features, 3, IntStream.range(0, 4).toArray(), 3, false);
        assertThat(fit.available()).isEqualTo(1);
        assertThat(fit.explained()).isCloseTo(1, within(1e-12));
        var transform = fit.transform();
        assertThat(transform.mean()).containsExactly(2.5f, 5, -10);
        var deviation = (float) Math.sqrt(1.25);
        assertThat(transform.scale()).containsExactly(new float[] {deviation, 2 * deviation, 4 * deviation},
                within(1e-6f));
        var third = (float) Math.sqrt(1 / 3.0);
        assertThat(transform.components()).containsExactly(new float[] {third, third, -third}, within(1e-6f));
        // First sample: (1 - 2.5) / 1.118 in each scaled feature, times sqrt 3 along the one direction.
        assertThat(TransformFit.apply(transform, features)[0])
                .isCloseTo((float) (-1.5 / Math.sqrt(1.25) * Math.sqrt(3)), within(1e-5f));
    }

    @Test
    void givesOrthonormalComponentsInTheOrderOfTheirVariance() {
        var random = new SplittableRandom(2);
        for (var size : new int[][] {{200, 12}, {15, 40}, {30, 30}}) {
            var samples = size[0];
            var dimension = size[1];
            var features = correlated(samples, dimension, random);
            var fit = TransformFit.fit(features, dimension, IntStream.range(0, samples).toArray(), 10, false);
            var components = fit.transform().components();
            for (int a = 0; a < 10; a++) {
                for (int b = 0; b < 10; b++) {
                    var sum = 0.0;
                    for (int i = 0; i < dimension; i++) {
                        sum += components[a * dimension + i] * components[b * dimension + i];
                    }
                    assertThat(sum).isCloseTo(a == b ? 1 : 0, within(1e-5));
                }
            }
            var variances = variances(TransformFit.apply(fit.transform(), features), 10);
            for (int k = 1; k < 10; k++) {
                assertThat(variances[k]).isLessThanOrEqualTo(variances[k - 1] * 1.0001);
            }
        }
    }

    @Test
    void theSmallProblemGivesWhatTheLargeOneDoes() {
        var features = correlated(20, 20, new SplittableRandom(4));
        var all = IntStream.range(0, 20).toArray();
        var large = TransformFit.fit(features, 20, all, 5, false).transform().components();
        // A constant 21st feature makes the dimension larger than the number of samples and changes nothing else.
        var wide = new float[20 * 21];
        for (int row = 0; row < 20; row++) {
            System.arraycopy(features, row * 20, wide, row * 21, 20);
            wide[row * 21 + 20] = 7;
        }
        var small = TransformFit.fit(wide, 21, all, 5, false).transform();
        assertThat(small.scale()[20]).isEqualTo(1);
        for (int k = 0; k < 5; k++) {
            for (int i = 0; i < 20; i++) {
                assertThat(small.components()[k * 21 + i]).isCloseTo(large[k * 20 + i], within(1e-4f));
            }
            assertThat(small.components()[k * 21 + 20]).isCloseTo(0, within(1e-6f));
        }
    }

    @Test
    void whitensToUnitVariance() {
        var features = correlated(300, 8, new SplittableRandom(9));
        var fit = TransformFit.fit(features, 8, IntStream.range(0, 300).toArray(), 8, true);
        for (var variance : variances(TransformFit.apply(fit.transform(), features), 8)) {
            assertThat(variance).isCloseTo(1, within(0.02));
        }
    }

    @Test
    void refusesSamplesThatDoNotDiffer() {
        assertThatThrownBy(() -> TransformFit.fit(new float[] {1, 2, 1, 2}, 2, new int[] {0, 1}, 2, false))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("same features");
    }

    private static float[] correlated(int samples, int dimension, SplittableRandom random) {
        var features = new float[samples * dimension];
        for (int row = 0; row < samples; row++) {
            var common = random.nextGaussian();
            for (int i = 0; i < dimension; i++) {
                features[row * dimension + i] = (float) (5 + i * common + random.nextGaussian() * (1 + i % 5));
            }
        }
        return features;
    }

    private static double[] variances(float[] values, int dimension) {
        var result = new double[dimension];
        for (int i = 0; i < values.length; i++) {
            result[i % dimension] += (double) values[i] * values[i] / (values.length / dimension);
        }
        return result;
    }
}
