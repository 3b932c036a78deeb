package org.tinylcm.pack.internal.fit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.tinylcm.model.NeighbourRule.Metric;

class MedoidsTest {
    @Test
    void takesTheMiddleOfEachCluster() {
        // Three clusters on a line, each of -1, 0, +1 around its middle.
        var line = new float[] {9, 10, 11, 109, 110, 111, 209, 210, 211};
        for (int seed = 0; seed < 20; seed++) {
            var chosen = Medoids.choose(line, 1, Metric.EUCLIDEAN, IntStream.range(0, 9).toArray(), 3,
                    new SplittableRandom(seed));
            assertThat(chosen).containsExactly(1, 4, 7);
        }
    }

    @Test
    void takesAllIfThereAreNotMore() {
        var chosen = Medoids.choose(new float[4], 1, Metric.COSINE, new int[] {3, 1}, 5, new SplittableRandom(1));
        assertThat(chosen).containsExactly(1, 3);
    }

    @Test
    void choosesDifferentSamplesEvenAmongEqualOnesAndAlwaysTheSame() {
        var random = new SplittableRandom(8);
        for (int round = 0; round < 50; round++) {
            var features = new float[60];
            for (int i = 0; i < 60; i++) {
                features[i] = round % 2 == 0 ? 1 : random.nextInt(3);
            }
            var candidates = IntStream.range(5, 25).toArray();
            var metric = Metric.values()[round % 3];
            var chosen = Medoids.choose(features, 2, metric, candidates, 7, new SplittableRandom(round));
            assertThat(Arrays.stream(chosen).distinct().filter(i -> i >= 5 && i < 25).count()).isEqualTo(7);
            assertThat(Medoids.choose(features, 2, metric, candidates, 7, new SplittableRandom(round)))
                    .isEqualTo(chosen);
        }
    }
}
