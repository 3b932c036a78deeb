package org.tinylcm.math.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class VectorKernelTest {
    private static final ScalarKernel SCALAR = new ScalarKernel();
    private static final List<VectorKernel> VECTOR = List.of(new Vector128Kernel(), new Vector256Kernel());

    @Test
    void allKernelsGiveTheSameBits() {
        var random = new SplittableRandom(1);
        for (int round = 0; round < 4_000; round++) {
            int dimension = random.nextInt(0, 70);
            int count = random.nextInt(0, 11);
            int first = random.nextInt(0, 3);
            var query = values(random, dimension, round % 4 == 0);
            var rows = values(random, (first + count) * dimension, round % 4 == 0);
            for (var kernel : VECTOR) {
                sameBits(kernel, query, rows, first, count, dimension);
            }
        }
    }

    @Test
    void rowFormsEqualTheBatchForms() {
        var random = new SplittableRandom(2);
        var query = values(random, 37, false);
        var rows = values(random, 37 * 9, false);
        var out = new float[9];
        for (var kernel : List.of(SCALAR, VECTOR.get(0), VECTOR.get(1))) {
            kernel.dots(query, rows, 0, 9, 37, out);
            for (int i = 0; i < 9; i++) {
                assertThat(out[i]).isEqualTo(kernel.dot(rows, i * 37, query, 0, 37));
            }
            kernel.squaredEuclideans(query, rows, 0, 9, 37, out);
            for (int i = 0; i < 9; i++) {
                assertThat(out[i]).isEqualTo(kernel.squaredEuclidean(rows, i * 37, query, 0, 37));
            }
            kernel.manhattans(query, rows, 0, 9, 37, out);
            for (int i = 0; i < 9; i++) {
                assertThat(out[i]).isEqualTo(kernel.manhattan(rows, i * 37, query, 0, 37));
            }
        }
    }

    @Test
    void wideSumsHaveTheSameBitsAndTheDigitsOfDouble() {
        var random = new SplittableRandom(4);
        for (int round = 0; round < 100_000; round++) {
            int length = random.nextInt(0, 70);
            var a = values(random, length, round % 4 == 0);
            var b = values(random, length, round % 4 == 0);
            double expected = SCALAR.wideSquaredEuclidean(a, b, length);
            double plain = 0;
            for (int i = 0; i < length; i++) {
                double difference = a[i] - b[i];
                plain += difference * difference;
            }
            if (Double.isFinite(plain)) {
                assertThat(expected).isCloseTo(plain, within(plain * 1e-14));
            } else {
                assertThat(Double.doubleToLongBits(expected)).isEqualTo(Double.doubleToLongBits(plain));
            }
            for (var kernel : VECTOR) {
                double actual = kernel.wideSquaredEuclidean(a, b, length);
                assertThat(Double.doubleToLongBits(actual)).as(kernel.name())
                        .isEqualTo(Double.doubleToLongBits(expected));
            }
        }
    }

    @Test
    void staysWithinTheStatedErrorOfExactArithmetic() {
        var random = new SplittableRandom(3);
        for (int round = 0; round < 500; round++) {
            int dimension = random.nextInt(1, 300);
            var a = values(random, dimension, false);
            var b = values(random, dimension, false);
            double squared = 0;
            double absolute = 0;
            for (int i = 0; i < dimension; i++) {
                double difference = (double) a[i] - b[i];
                squared += difference * difference;
                absolute += Math.abs(difference);
            }
            double bound = (dimension / 8.0 + 6) * Math.pow(2, -24);
            assertThat((double) SCALAR.squaredEuclidean(a, 0, b, 0, dimension)).isCloseTo(squared,
                    within(squared * bound));
            assertThat((double) SCALAR.manhattan(a, 0, b, 0, dimension)).isCloseTo(absolute, within(absolute * bound));
        }
    }

    @Test
    void knownValues() {
        float[] a = {1, 2, 3, 4, 5, 6, 7, 8, 9};
        float[] b = {2, 2, 2, 2, 2, 2, 2, 2, 2};
        assertThat(SCALAR.dot(a, 0, b, 0, 9)).isEqualTo(90);
        assertThat(SCALAR.squaredEuclidean(a, 0, b, 0, 9)).isEqualTo(1 + 0 + 1 + 4 + 9 + 16 + 25 + 36 + 49);
        assertThat(SCALAR.manhattan(a, 0, b, 0, 9)).isEqualTo(1 + 0 + 1 + 2 + 3 + 4 + 5 + 6 + 7);
    }

    private static void sameBits(VectorKernel kernel, float[] query, float[] rows, int first, int count,
            int dimension) {
        var expected = new float[count];
        var actual = new float[count];
        SCALAR.dots(query, rows, first, count, dimension, expected);
        kernel.dots(query, rows, first, count, dimension, actual);
        assertThat(actual).as("%s dots %sx%s", kernel.name(), count, dimension).containsExactly(expected);
        SCALAR.squaredEuclideans(query, rows, first, count, dimension, expected);
        kernel.squaredEuclideans(query, rows, first, count, dimension, actual);
        assertThat(actual).as("%s euclidean %sx%s", kernel.name(), count, dimension).containsExactly(expected);
        SCALAR.manhattans(query, rows, first, count, dimension, expected);
        kernel.manhattans(query, rows, first, count, dimension, actual);
        assertThat(actual).as("%s manhattan %sx%s", kernel.name(), count, dimension).containsExactly(expected);
    }

    private static float[] values(SplittableRandom random, int count, boolean wild) {
        var values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) (random.nextDouble() * 20 - 10);
            if (wild && random.nextInt(40) == 0) {
                values[i] = new float[] {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, 1e30f, -0f}[
                        random.nextInt(5)];
            }
        }
        return values;
    }
}
