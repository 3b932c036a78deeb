package org.tinylcm.adapter.heuristic.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.text.MessageFormat;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;
import org.tinylcm.classify.Prototype;
import org.tinylcm.math.cluster.DistanceTable;
import org.tinylcm.model.NeighbourRule.Metric;
import org.tinylcm.quarantine.QuarantinedSample;

/** The parts of a proposal, on points of a line whose figures are computed by hand. */
class MeasuresTest {
    private static final Rules RULES = new Rules(3, 15, 1.1, 2.0, 0.5, 0.02, 600);

    @Test
    void cosineDistancesAreThoseOfVectorsOfLengthOne() {
        var table = new Space(Metric.COSINE, 2).table(List.of(new float[] {3, 4}, new float[] {6, 8},
                new float[] {-8, 6}, new float[] {0, 0}));
        assertThat(table.between(0, 1)).isCloseTo(0, within(1e-6f));
        assertThat(table.between(0, 2)).isCloseTo((float) Math.sqrt(2), within(1e-6f));
        assertThat(table.between(1, 2)).isCloseTo((float) Math.sqrt(2), within(1e-6f));
        assertThat(table.between(0, 3)).as("to a zero vector").isCloseTo(1, within(1e-6f));
    }

    @Test
    void theOtherMetricsTakeVectorsAsTheyAre() {
        var samples = List.of(new float[] {0, 0}, new float[] {3, 4}, new float[] {6, 8});
        assertThat(new Space(Metric.EUCLIDEAN, 2).table(samples).between(1, 2)).isEqualTo(5);
        assertThat(new Space(Metric.MANHATTAN, 2).table(samples).between(1, 2)).isEqualTo(7);
        assertThat(new Space(Metric.MANHATTAN, 2).table(samples).between(0, 2)).isEqualTo(14);
    }

    @Test
    void onlyFiniteSamplesOfTheRightLengthAreAccepted() {
        var space = new Space(Metric.EUCLIDEAN, 2);
        assertThat(space.accepts(new float[] {1, 2})).isTrue();
        assertThat(space.accepts(new float[] {1})).isFalse();
        assertThat(space.accepts(new float[] {1, Float.NaN})).isFalse();
        assertThat(space.accepts(new float[] {Float.POSITIVE_INFINITY, 1})).isFalse();
    }

    @Test
    void theMedianIsTheMiddleOrTheMeanOfTheTwoMiddleOnes() {
        assertThat(KnownScale.median(List.of(5.0))).isEqualTo(5);
        assertThat(KnownScale.median(List.of(9.0, 1.0, 4.0))).isEqualTo(4);
        assertThat(KnownScale.median(List.of(8.0, 1.0, 4.0, 2.0))).isEqualTo(3);
    }

    @Test
    void aQuantileOfTheKnownNoveltyIsTheNearestValue() {
        var scale = new KnownScale(1, 1, new double[] {1, 2, 3, 4, 5});
        assertThat(scale.noveltyQuantile(0)).isEqualTo(1);
        assertThat(scale.noveltyQuantile(0.5)).isEqualTo(3);
        assertThat(scale.noveltyQuantile(0.7)).isEqualTo(4);
        assertThat(scale.noveltyQuantile(1)).isEqualTo(5);
    }

    /** Class a at 0, 1, 2, 3, 4: mean distance of two is 2. Class b has too few to measure by. */
    @Test
    void theScaleIsThatOfTheClassesWithEnoughPrototypes() {
        var known = new ArrayList<Prototype>();
        for (int i = 0; i < 5; i++) {
            known.add(prototype("a", i));
        }
        for (int i = 0; i < 4; i++) {
            known.add(prototype("b", 100 + 10 * i));
        }
        var table = line(0, 1, 2, 3, 4, 100, 110, 120, 130);
        var classes = Classes.of(known, 0);
        var scale = KnownScale.of(table, classes, 1);
        assertThat(scale.spread()).isEqualTo(2);
        assertThat(scale.height()).isGreaterThan(0).isLessThan(4);
        assertThat(scale.novelty()).containsExactly(1, 1, 1, 1, 1, 10, 10, 10, 10);
        assertThat(KnownScale.of(table, Classes.of(known.subList(5, 9), 5), 1)).isNull();
    }

    @Test
    void aClusterIsMeasuredAgainstTheKnownAndItself() {
        // Members at 0, 1, 3; known at 10 and 20; with one neighbour each.
        var table = line(0, 1, 3, 10, 20);
        var cluster = Cluster.measure(table, new int[] {0, 1, 2}, new int[] {3, 4}, 1);
        assertThat(cluster.spread()).isEqualTo(2);
        assertThat(cluster.novelty()).as("median of 10, 9, 7").isEqualTo(9);
        assertThat(cluster.separation()).as("median of 10/1, 9/1, 7/2").isEqualTo(9);
        assertThat(cluster.figures(new KnownScale(3, 4, new double[] {5, 6, 7})))
                .containsEntry("size", 3.0).containsEntry("spread", 2.0).containsEntry("knownSpread", 4.0)
                .containsEntry("novelty", 9.0).containsEntry("knownNovelty", 6.0).containsEntry("separation", 9.0);
    }

    @Test
    void aClusterOfEqualPointsIsInfinitelySeparateUnlessTheKnownAreThereToo() {
        assertThat(Cluster.measure(line(0, 0, 0, 5), new int[] {0, 1, 2}, new int[] {3}, 2).separation())
                .isEqualTo(Double.MAX_VALUE);
        assertThat(Cluster.measure(line(0, 0, 0, 0), new int[] {0, 1, 2}, new int[] {3}, 2).separation()).isEqualTo(1);
    }

    @Test
    void eachRuleIsMetAtItsLimitAndNotBelow() {
        var scale = new KnownScale(1, 1, new double[] {1, 3, 5});
        assertThat(new Cluster(new int[3], 1, 3, 2.0).isNewClass(RULES, scale)).isTrue();
        assertThat(new Cluster(new int[2], 1, 3, 2.0).isNewClass(RULES, scale)).isFalse();
        assertThat(new Cluster(new int[3], 1, 2.9, 2.0).isNewClass(RULES, scale)).isFalse();
        assertThat(new Cluster(new int[3], 1, 3, 1.9).isNewClass(RULES, scale)).isFalse();
    }

    @Test
    void joinsAndPicks() {
        assertThat(Cluster.join(new int[] {1, 2}, new int[] {3})).containsExactly(1, 2, 3);
        assertThat(Cluster.pick(new int[] {2, 0}, List.of("a", "b", "c"))).containsExactly("c", "a");
    }

    @Test
    void aClusterIsAtHomeInTheNearestClassIfThatIsUnconfirmedAndNearEnough() {
        var known = List.of(prototype("a", 0), prototype("novel-1", 10), prototype("novel-2", 30));
        var table = line(8, 9, 0, 10, 30);
        var classes = Classes.of(known, 2);
        assertThat(classes.home(table, new int[] {0, 1}, 1.5)).contains("novel-1");
        assertThat(classes.home(table, new int[] {0, 1}, 1.4)).isEmpty();
        assertThat(classes.home(line(1, 2, 0, 10, 30), new int[] {0, 1}, 100)).as("a person's class").isEmpty();
        assertThat(classes.allBut("novel-1")).containsExactly(2, 4);
        assertThat(classes.allBut(null)).containsExactly(2, 3, 4);
    }

    @Test
    void picturesAreSpoiltBelowTheLimitAndThatIsToldOnce() {
        var spoilt = new SpoiltPictures(0.02);
        assertThat(spoilt.isSpoilt(cluster("a", 0.5, 0.02, 0.01))).isFalse();
        assertThat(spoilt.isSpoilt(cluster("a", 0.5, 0.019, 0.01))).isTrue();
        var lines = new ArrayList<String>();
        var logger = Logger.getLogger(SpoiltPictures.class.getName());
        var handler = new Handler() {
            @Override
            public void publish(LogRecord line) {
                lines.add(MessageFormat.format(line.getMessage(), line.getParameters()));
            }

            @Override
            public void flush() {
            }

            @Override
            public void close() {
            }
        };
        logger.addHandler(handler);
        try {
            spoilt.tell(List.of(cluster("a", 0.0123)));
            spoilt.tell(List.of(cluster("a", 0.0123)));
            spoilt.tell(List.of(cluster("b", 0)));
        } finally {
            logger.removeHandler(handler);
        }
        assertThat(lines).hasSize(2);
        assertThat(lines.get(0)).contains("1 odd frames", "of known pictures 1.2 %");
        assertThat(lines.get(1)).contains("of known pictures 0 %");
    }

    private static List<QuarantinedSample> cluster(String id, double... familiarities) {
        var samples = new ArrayList<QuarantinedSample>();
        for (int i = 0; i < familiarities.length; i++) {
            samples.add(new QuarantinedSample(id + i, Instant.EPOCH, i, "frame", "x", 1, 1, familiarities[i],
                    new float[] {0}, "pack", "odd", QuarantinedSample.Status.PENDING, null, null));
        }
        return samples;
    }

    private static Prototype prototype(String label, float at) {
        return new Prototype(label, new float[] {at}, Prototype.Origin.PACK, 0);
    }

    private static DistanceTable line(float... points) {
        var samples = new ArrayList<float[]>();
        for (float point : points) {
            samples.add(new float[] {point});
        }
        return new Space(Metric.EUCLIDEAN, 1).table(samples);
    }
}
