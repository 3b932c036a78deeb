package org.tinylcm.classifier.knn.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.tinylcm.math.kernel.Kernels;
import org.tinylcm.math.kernel.VectorKernel;
import org.tinylcm.model.NeighbourRule.Metric;

class SearchTest {
    private static final List<VectorKernel> KERNELS = List.of(Kernels.scalar(), Kernels.best());

    @Test
    void theTestRunsWithTheVectorApi() {
        assertThat(Kernels.best().name()).startsWith("vector-");
    }

    /**
     * Small whole numbers are exact in float and in double, so that ties are real ties and both sides must agree to
     * the last place in the list. A share of the values is NaN or infinite. Each kernel gets all the cases.
     */
    @Test
    void neighboursAreThoseOfTheNaiveLoopInOneHundredThousandCases() {
        var random = new SplittableRandom(10);
        for (int round = 0; round < 100_000; round++) {
            int dimension = random.nextInt(1, 20);
            int count = random.nextInt(1, 24);
            int k = random.nextInt(1, 12);
            var metric = round % 2 == 0 ? Metric.EUCLIDEAN : Metric.MANHATTAN;
            var rows = wholeNumbers(random, count * dimension, round % 5 == 0);
            var query = wholeNumbers(random, dimension, round % 7 == 0);
            if (count > 1 && round % 3 == 0) {
                System.arraycopy(rows, 0, rows, (count - 1) * dimension, dimension);
            }
            for (var kernel : KERNELS) {
                compare(kernel, metric, rows, query, count, dimension, k);
            }
        }
    }

    /** Cosine is not exact: the naive loop uses the same float products, in double the distance agrees to 1e-5. */
    @Test
    void cosineNeighboursAreThoseOfTheNaiveLoop() {
        var random = new SplittableRandom(11);
        for (int round = 0; round < 15_000; round++) {
            int dimension = random.nextInt(1, 20);
            int count = random.nextInt(1, 24);
            var rows = wholeNumbers(random, count * dimension, round % 5 == 0);
            var query = wholeNumbers(random, dimension, round % 7 == 0);
            for (var kernel : KERNELS) {
                compare(kernel, Metric.COSINE, rows, query, count, dimension, random.nextInt(1, 12));
            }
        }
    }

    @Test
    void goesOnOverTheChunkBorder() {
        var random = new SplittableRandom(12);
        int count = 3 * Scratch.CHUNK + 5;
        var rows = wholeNumbers(random, count * 9, false);
        for (var metric : Metric.values()) {
            compare(Kernels.best(), metric, rows, wholeNumbers(random, 9, false), count, 9, 50);
        }
    }

    @Test
    void aZeroVectorIsAtCosineDistanceOneFromEverything() {
        var scratch = new Scratch();
        new Search(Metric.COSINE, new float[] {0, 0, 3, 4}, 2, 2).nearest(new float[] {6, 8}, 2, scratch);
        assertThat(scratch.rows[0]).isEqualTo(1);
        assertThat(scratch.distances[0]).isEqualTo(0, within(1e-6f));
        assertThat(scratch.distances[1]).isEqualTo(1);
        new Search(Metric.COSINE, new float[] {3, 4}, 1, 2).nearest(new float[2], 1, scratch);
        assertThat(scratch.distances[0]).isEqualTo(1);
    }

    private static void compare(VectorKernel kernel, Metric metric, float[] rows, float[] query, int count,
            int dimension, int k) {
        var scratch = new Scratch();
        new Search(kernel, metric, rows, count, dimension).nearest(query, k, scratch);
        var distances = new double[count];
        for (int i = 0; i < count; i++) {
            distances[i] = naive(metric, rows, i * dimension, query, dimension);
        }
        var order = IntStream.range(0, count).boxed().sorted(Comparator.comparingDouble(i -> distances[i]))
                .mapToInt(i -> i).limit(k).toArray();
        assertThat(scratch.found()).isEqualTo(order.length);
        for (int i = 0; i < order.length; i++) {
            if (scratch.rows[i] != order[i]) {
                assertThat(Arrays.copyOf(scratch.rows, order.length)).as("%s %s", kernel.name(), metric)
                        .containsExactly(order);
            }
            double found = scratch.distances[i];
            double expected = distances[order[i]];
            if (!(found == expected || Math.abs(found - expected) <= 1e-5 * Math.max(1, expected))) {
                assertThat(found).as("%s %s", kernel.name(), metric).isEqualTo(expected, within(1e-5));
            }
        }
    }

    private static double naive(Metric metric, float[] rows, int from, float[] query, int dimension) {
        double sum = 0;
        double ownSquares = 0;
        double querySquares = 0;
        for (int i = 0; i < dimension; i++) {
            double a = rows[from + i];
            double b = query[i];
            sum += switch (metric) {
                case EUCLIDEAN -> (a - b) * (a - b);
                case MANHATTAN -> Math.abs(a - b);
                case COSINE -> a * b;
            };
            ownSquares += a * a;
            querySquares += b * b;
        }
        double distance = switch (metric) {
            case EUCLIDEAN -> Math.sqrt(sum);
            case MANHATTAN -> sum;
            // the same float arithmetic as the search: its ties are what the order depends on
            case COSINE -> 1 - clamp((float) sum * inverse((float) querySquares) * inverse((float) ownSquares));
        };
        return Double.isNaN(distance) ? Double.POSITIVE_INFINITY : distance;
    }

    private static float clamp(float similarity) {
        return Math.max(-1, Math.min(1, similarity));
    }

    private static float inverse(float squares) {
        return squares == 0 ? 0 : (float) (1 / Math.sqrt(squares));
    }

    private static float[] wholeNumbers(SplittableRandom random, int count, boolean wild) {
        var values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = random.nextInt(-4, 5);
            if (wild && random.nextInt(10) == 0) {
                values[i] = new float[] {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY}[
                        random.nextInt(3)];
            }
        }
        return values;
    }
}
