package org.tinylcm.pack.internal.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SymmetricEigenTest {
    @Test
    void solvesMatricesKnownByHand() {
        var two = SymmetricEigen.of(new double[][] {{2, 1}, {1, 2}});
        assertThat(two.values()).containsExactly(new double[] {3, 1}, within(1e-14));
        assertThat(Math.abs(two.vectors()[0][0])).isCloseTo(Math.sqrt(0.5), within(1e-14));
        // The path of three nodes: 2 + sqrt 2, 2, 2 - sqrt 2.
        var path = SymmetricEigen.of(new double[][] {{2, -1, 0}, {-1, 2, -1}, {0, -1, 2}});
        var root = Math.sqrt(2);
        assertThat(path.values()).containsExactly(new double[] {2 + root, 2, 2 - root}, within(1e-14));
        assertThat(SymmetricEigen.of(new double[][] {{-7}}).values()).containsExactly(-7);
        assertThat(SymmetricEigen.of(new double[3][3]).values()).containsExactly(0, 0, 0);
    }

    @Test
    void decomposesRandomMatrices() {
        var random = new SplittableRandom(5);
        for (int round = 0; round < 60; round++) {
            var n = random.nextInt(1, 40);
            var rank = random.nextInt(1, n + 1);
            var matrix = gram(n, rank, round % 3 == 0 ? 1e6 : 1, random);
            var eigen = SymmetricEigen.of(copy(matrix));
            var norm = Math.max(eigen.values()[0], 1e-300);
            var residual = 0.0;
            var skew = 0.0;
            for (int k = 0; k < n; k++) {
                for (int i = 0; i < n; i++) {
                    residual = Math.max(residual, Math.abs(dot(matrix[i], eigen.vectors()[k])
                            - eigen.values()[k] * eigen.vectors()[k][i]));
                    skew = Math.max(skew, Math.abs(dot(eigen.vectors()[k], eigen.vectors()[i]) - (i == k ? 1 : 0)));
                }
                assertThat(k == 0 || eigen.values()[k - 1] >= eigen.values()[k]).isTrue();
                assertThat(k < rank || Math.abs(eigen.values()[k]) < 1e-12 * norm).isTrue();
            }
            assertThat(residual / norm).isLessThan(1e-12);
            assertThat(skew).isLessThan(1e-12);
        }
    }

    @Test
    void givesTheSameBitsAgain() {
        var matrix = gram(30, 20, 1, new SplittableRandom(3));
        var first = SymmetricEigen.of(copy(matrix));
        var second = SymmetricEigen.of(copy(matrix));
        assertThat(Arrays.deepEquals(first.vectors(), second.vectors())).isTrue();
        assertThat(first.values()).isEqualTo(second.values());
    }

    private static double[][] gram(int n, int rank, double scale, SplittableRandom random) {
        var factors = new double[n][rank];
        for (var row : factors) {
            Arrays.setAll(row, i -> scale * (random.nextDouble() - 0.5));
        }
        var matrix = new double[n][n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                matrix[i][j] = dot(factors[i], factors[j]);
            }
        }
        return matrix;
    }

    private static double[][] copy(double[][] matrix) {
        return Arrays.stream(matrix).map(double[]::clone).toArray(double[][]::new);
    }

    private static double dot(double[] a, double[] b) {
        var sum = 0.0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }
}
