package org.tinylcm.math.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ClusterTest {

    @Test
    void joinsInTheOrderOfMeanDistances() {
        var table = DistanceTable.euclidean(new float[] {0, 1, 4, 6, 20}, 5, 1);
        var tree = AverageLinkage.of(table);
        assertThat(tree.cut(0.5)).hasSize(5);
        assertThat(tree.cut(1)).containsExactly(new int[] {0, 1}, new int[] {2}, new int[] {3}, new int[] {4});
        assertThat(tree.cut(2)).containsExactly(new int[] {0, 1}, new int[] {2, 3}, new int[] {4});
        // mean of 4, 6, 3, 5
        assertThat(tree.cut(4.49)).hasSize(3);
        assertThat(tree.cut(4.5)).containsExactly(new int[] {0, 1, 2, 3}, new int[] {4});
        assertThat(tree.heightHolding(0.8)).isEqualTo(4.5, within(1e-6));
        // mean of 20, 19, 16, 14
        assertThat(tree.heightHolding(1)).isEqualTo(17.25, within(1e-5));
        assertThat(tree.heightHolding(0.2)).isZero();
    }

    @Test
    void agreesWithTheNaiveMethod() {
        var random = new SplittableRandom(5);
        for (int round = 0; round < 200; round++) {
            int n = random.nextInt(2, 16);
            var points = new float[n * 3];
            for (int i = 0; i < points.length; i++) {
                points[i] = (float) random.nextDouble();
            }
            var table = DistanceTable.euclidean(points, n, 3);
            double height = random.nextDouble();
            var expected = naive(table, height);
            var actual = AverageLinkage.of(table).cut(height);
            assertThat(actual).hasSameSizeAs(expected);
            for (int i = 0; i < actual.size(); i++) {
                assertThat(actual.get(i)).containsExactly(expected.get(i));
            }
        }
    }

    @Test
    void manyEqualDistancesAndDuplicatesDoNotConfuseIt() {
        var table = DistanceTable.manhattan(new float[300], 300, 1);
        assertThat(AverageLinkage.of(table).cut(0)).hasSize(1);
        assertThat(AverageLinkage.of(DistanceTable.euclidean(new float[0], 0, 4)).cut(1)).isEmpty();
        assertThat(AverageLinkage.of(DistanceTable.euclidean(new float[4], 1, 4)).cut(1)).hasSize(1);
    }

    @Test
    void findsTwoConceptsAmongOutliersInManyDimensions() {
        var random = new Random(6);
        int dimension = 128;
        int n = 40 + 30 + 15;
        var points = new float[n * dimension];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < dimension; j++) {
                double centre = i < 40 ? (j < 16 ? 2 : 0) : i < 70 ? (j < 16 ? -2 : 0) : 0;
                double spread = i < 70 ? 1 : 2.5;
                points[i * dimension + j] = (float) (centre + spread * random.nextGaussian());
            }
        }
        var table = DistanceTable.euclidean(points, n, dimension);
        var groups = AverageLinkage.of(table).cut(Math.sqrt(2 * dimension) * 1.1);
        assertThat(groups.get(0)).hasSizeGreaterThanOrEqualTo(38).matches(all(0, 40));
        assertThat(groups.get(1)).hasSizeGreaterThanOrEqualTo(28).matches(all(40, 70));
        assertThat(groups.stream().skip(2)).allMatch(group -> group.length < 5);
    }

    @Test
    void representativesAreTheMedoidAndThenTheMostDifferentOfTheCore() {
        var table = DistanceTable.euclidean(new float[] {0, 1, 2, 3, 4, 1000}, 6, 1);
        var all = new int[] {0, 1, 2, 3, 4, 5};
        assertThat(Representatives.choose(table, all, 3, 0.8)).containsExactly(2, 4, 0);
        assertThat(Representatives.choose(table, all, 2, 1)).containsExactly(2, 5);
        assertThat(Representatives.choose(table, all, 99, 0.5)).hasSize(6).doesNotHaveDuplicates();
        assertThat(Representatives.choose(table, new int[0], 3, 1)).isEmpty();
    }

    @Test
    void theNearestAreFoundWhateverTheirOrder() {
        var random = new SplittableRandom(11);
        for (int round = 0; round < 300; round++) {
            int n = random.nextInt(1, 12);
            var points = new float[n * 2];
            for (int i = 0; i < points.length; i++) {
                points[i] = random.nextInt(5);
            }
            var manhattan = round % 2 == 0;
            var table = manhattan ? DistanceTable.manhattan(points, n, 2) : DistanceTable.euclidean(points, n, 2);
            var members = IntStream.range(0, n).filter(i -> random.nextInt(4) > 0).toArray();
            int point = random.nextInt(n);
            int k = random.nextInt(1, 6);
            var expected = Arrays.stream(members).filter(i -> i != point)
                    .mapToDouble(i -> manhattan ? Math.abs(points[2 * i] - points[2 * point])
                            + Math.abs(points[2 * i + 1] - points[2 * point + 1])
                            : Math.hypot(points[2 * i] - points[2 * point], points[2 * i + 1] - points[2 * point + 1]))
                    .sorted().limit(k).average().orElse(0);
            assertThat(table.nearest(point, members, k)).isEqualTo(expected, within(1e-6));
        }
    }

    @Test
    void aPartOfATableHasTheDistancesOfItsMembers() {
        var table = DistanceTable.euclidean(new float[] {0, 1, 4, 6, 20}, 5, 1);
        var part = table.only(new int[] {4, 0, 2});
        assertThat(part.size()).isEqualTo(3);
        assertThat(part.between(0, 1)).isEqualTo(20);
        assertThat(part.between(1, 2)).isEqualTo(4);
        assertThat(part.between(2, 0)).isEqualTo(16);
        assertThat(part.between(2, 2)).isZero();
    }

    @Test
    void meansAreThoseOfTheOthers() {
        var table = DistanceTable.euclidean(new float[] {0, 2, 6}, 3, 1);
        var all = new int[] {0, 1, 2};
        assertThat(table.meanTo(0, all)).isEqualTo(4);
        assertThat(table.spread(all)).isEqualTo(4);
        assertThat(table.nearest(2, all, 1)).isEqualTo(4);
        assertThat(table.nearest(2, all, 5)).isEqualTo(5);
        assertThat(table.nearest(1, new int[] {1}, 5)).isZero();
    }

    private static Predicate<int[]> all(int from, int to) {
        return group -> Arrays.stream(group).allMatch(i -> i >= from && i < to);
    }

    private static List<int[]> naive(DistanceTable table, double height) {
        var groups = new ArrayList<int[]>();
        for (int i = 0; i < table.size(); i++) {
            groups.add(new int[] {i});
        }
        while (groups.size() > 1) {
            int a = 0;
            int b = 0;
            double least = Double.POSITIVE_INFINITY;
            for (int i = 0; i < groups.size(); i++) {
                for (int j = i + 1; j < groups.size(); j++) {
                    double sum = 0;
                    for (int p : groups.get(i)) {
                        for (int q : groups.get(j)) {
                            sum += table.between(p, q);
                        }
                    }
                    double mean = sum / groups.get(i).length / groups.get(j).length;
                    if (mean < least) {
                        least = mean;
                        a = i;
                        b = j;
                    }
                }
            }
            if (least > height) {
                break;
            }
            var second = groups.remove(b);
            var first = groups.remove(a);
            var both = Arrays.copyOf(first, first.length + second.length);
            System.arraycopy(second, 0, both, first.length, second.length);
            Arrays.sort(both);
            groups.add(both);
        }
        groups.sort((x, y) -> x.length != y.length ? y.length - x.length : x[0] - y[0]);
        return groups;
    }
}
