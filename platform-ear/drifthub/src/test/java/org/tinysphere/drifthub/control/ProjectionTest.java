package org.tinysphere.drifthub.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ProjectionTest {
    @Test
    void theDirectionsOfTheLargestDifferencesAreKept() {
        var random = new Random(1);
        var vectors = new ArrayList<float[]>();
        for (var i = 0; i < 100; i++) {
            var vector = new float[20];
            for (var j = 0; j < 20; j++) {
                vector[j] = (float) random.nextGaussian() * (j == 7 ? 50 : j == 3 ? 10 : 0.1f);
            }
            vectors.add(vector);
        }
        var plane = Projection.plane(vectors);
        assertThat(correlation(vectors, plane, 7, 0)).isCloseTo(1, within(0.001));
        assertThat(correlation(vectors, plane, 3, 1)).isCloseTo(1, within(0.01));
    }

    @Test
    void pointsLieWithinTheUnitSquare() {
        var random = new Random(2);
        var vectors = random.doubles(50).mapToObj(x -> new float[] {(float) x, (float) (x * x), random.nextFloat()}).toList();
        for (var point : Projection.plane(vectors)) {
            assertThat(point[0]).isBetween(-1.0, 1.0);
            assertThat(point[1]).isBetween(-1.0, 1.0);
        }
    }

    @Test
    void whatDoesNotDifferLiesInTheMiddle() {
        assertThat(Projection.plane(List.of(new float[] {1, 2}, new float[] {1, 2})))
                .isEqualTo(new double[][] {{0, 0}, {0, 0}});
        assertThat(Projection.plane(List.of())).isEmpty();
        assertThat(Projection.plane(List.of(new float[] {4, 5, 6}))).isEqualTo(new double[][] {{0, 0}});
    }

    private static double correlation(List<float[]> vectors, double[][] plane, int column, int axis) {
        double mean = vectors.stream().mapToDouble(vector -> vector[column]).average().orElseThrow();
        double product = 0;
        double first = 0;
        double second = 0;
        for (var i = 0; i < plane.length; i++) {
            var x = vectors.get(i)[column] - mean;
            product += x * plane[i][axis];
            first += x * x;
            second += plane[i][axis] * plane[i][axis];
        }
        return Math.abs(product) / Math.sqrt(first * second);
    }
}
