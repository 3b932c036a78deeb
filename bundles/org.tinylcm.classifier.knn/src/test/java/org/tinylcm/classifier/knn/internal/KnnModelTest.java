package org.tinylcm.classifier.knn.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.lang.management.ManagementFactory;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.tinylcm.classify.Classification;
import org.tinylcm.classify.ClassifierModel;
import org.tinylcm.model.AnswerRule;
import org.tinylcm.model.NeighbourRule;
import org.tinylcm.model.NeighbourRule.Metric;
import org.tinylcm.model.SampleSet;

class KnnModelTest {
    private static final float[] KNOWN = {1, 1, 1, 2, 2, 2, 3, 3, 3, 4};

    @Test
    void statesLabelNoveltyAndNeighboursOfOneSearch() {
        var result = classify(model(3, false, KNOWN, "a 0", "a 1", "b 2", "b 50"), 0.25f);
        assertThat(result.label()).isEqualTo("a");
        assertThat(result.count()).isEqualTo(3);
        assertThat(result.agreeing()).isEqualTo(2);
        assertThat(result.neighbourLabel(2)).isEqualTo("b");
        assertThat(result.neighbourDistance(1)).isEqualTo(0.75f);
        assertThat(result.neighbourPrototype(1)).isEqualTo(1);
        assertThat(result.novelty()).isEqualTo((0.25 + 0.75 + 1.75) / 3, within(1e-6));
        assertThat(result.familiarity()).isEqualTo(11.0 / 11);
        assertThat(result.confidence()).isEqualTo(2.0 / 3, within(1e-9));
    }

    @Test
    void ofEqualVotesTheClassWithTheNearerNeighbourWins() {
        assertThat(classify(model(2, false, KNOWN, "b 1", "a 2"), 0).label()).isEqualTo("b");
        assertThat(classify(model(2, false, KNOWN, "b 1", "a -1"), 0).label()).isEqualTo("b");
    }

    @Test
    void weightedVotesCountByDistance() {
        var result = classify(model(3, true, KNOWN, "a 1", "b 3", "b 3"), 0);
        assertThat(result.label()).isEqualTo("a");
        assertThat(result.confidence()).isEqualTo(1 / (1 + 2 / 3.0), within(1e-6));
        assertThat(classify(model(3, true, KNOWN, "a 0", "b 1", "b 1"), 0).confidence()).isGreaterThan(0.99);
        assertThat(classify(model(3, true, KNOWN, "a 0", "b 0", "b 0"), 0).label()).isEqualTo("b");
    }

    /** Original: five agreeing neighbours gave confidence 1 however far away they were. */
    @Test
    void farFromEverythingFiveAgreeingNeighboursAreNotCertain() {
        var model = model(5, false, KNOWN, "a 0", "a 0", "a 0", "a 0", "a 0");
        assertThat(classify(model, 2).confidence()).isEqualTo(1);
        assertThat(classify(model, 3.5f).confidence()).isEqualTo(1);
        assertThat(classify(model, 40).label()).isEqualTo("a");
        assertThat(classify(model, 40).confidence()).isLessThan(1e-6);
        assertThat(classify(model, Float.POSITIVE_INFINITY).confidence()).isZero();
    }

    @Test
    void confidenceNeverRisesWithDistanceAndStaysInRange() {
        var random = new Random(13);
        var known = new float[200];
        for (int i = 0; i < known.length; i++) {
            known[i] = (float) Math.abs(random.nextGaussian());
        }
        var model = model(3, false, known, "a 0", "a 0", "a 0");
        double last = 1;
        for (float x = 0; x < 20; x += 0.01f) {
            var result = classify(model, x);
            assertThat(result.confidence()).isBetween(0.0, last);
            assertThat(result.familiarity()).isBetween(0.0, 1.0);
            last = result.confidence();
        }
        assertThat(last).isLessThan(1e-6);
    }

    @Test
    void familiarityIsTheConformalPValue() {
        var model = model(1, false, KNOWN, "a 0");
        assertThat(classify(model, 3).familiarity()).isEqualTo((4 + 1) / 11.0);
        assertThat(classify(model, 3.5f).familiarity()).isEqualTo((1 + 1) / 11.0);
        assertThat(classify(model, 99).familiarity()).isEqualTo(1 / 11.0);
        assertThat(classify(model(1, false, new float[0], "a 0"), 99).familiarity()).isEqualTo(1);
    }

    @Test
    void notANumberIsUnknown() {
        var model = model(3, false, KNOWN, "a 0", "b 1");
        var result = new Classification(3);
        model.classify(new float[] {1, 0}, result);
        model.classify(new float[] {0, Float.NaN}, result);
        assertThat(result.label()).isEqualTo(Classification.UNKNOWN);
        assertThat(result.confidence()).isZero();
        assertThat(result.count()).isZero();
    }

    @Test
    void confidenceIsWhatThePackSaysOfAScore() {
        var answers = new AnswerRule(new double[] {0.5, 1}, new double[] {0.3, 0.9}, 0);
        var model = new KnnFactory().create(samples("a 0", "a 1", "b 2", "b 3"), new NeighbourRule(4,
                Metric.EUCLIDEAN, false), KNOWN, answers);
        assertThat(classify(model, 0).confidence()).isEqualTo(0.3);
        assertThat(classify(model, 1e6f).confidence()).isZero();
    }

    @Test
    void whatIsStrangerThanAllButTheStatedShareOfKnownSamplesIsUnknown() {
        var known = new float[999];
        for (int i = 0; i < known.length; i++) {
            known[i] = i + 1;
        }
        var model = new KnnFactory().create(samples("a 0"), new NeighbourRule(1, Metric.EUCLIDEAN, false), known,
                AnswerRule.UNCALIBRATED);
        assertThat(classify(model, 990).answer()).isEqualTo("a");
        assertThat(classify(model, 990.5f).answer()).isEqualTo(Classification.UNKNOWN);
        assertThat(classify(model, 990.5f).label()).isEqualTo("a");
        var never = new KnnFactory().create(samples("a 0"), new NeighbourRule(1, Metric.EUCLIDEAN, false), known,
                AnswerRule.UNCALIBRATED.withUnknownShare(0));
        assertThat(classify(never, 2000).answer()).isEqualTo("a");
    }

    /** Ten known samples cannot show one in a hundred; the continued tail can. */
    @Test
    void fewKnownSamplesSufficeForUnknown() {
        var model = model(1, false, KNOWN, "a 0");
        assertThat(classify(model, 4).unknown()).isFalse();
        assertThat(classify(model, 40).unknown()).isTrue();
    }

    @Test
    void withoutPrototypesEverythingIsUnknown() {
        var result = new Classification(3);
        var empty = new SampleSet(List.of(), new float[0], 2);
        new KnnFactory().create(empty, new NeighbourRule(3, Metric.COSINE, true), KNOWN)
                .classify(new float[2], result);
        assertThat(result.label()).isEqualTo(Classification.UNKNOWN);
    }

    @Test
    void refusesPrototypesThatAreNotFinite() {
        assertThatThrownBy(() -> model(1, false, KNOWN, "a 0", "a NaN")).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("prototype 1 is not finite");
    }

    @Test
    void classifyingAllocatesNothing() {
        var rows = new float[200 * 256];
        var random = new Random(14);
        for (int i = 0; i < rows.length; i++) {
            rows[i] = (float) random.nextGaussian();
        }
        var set = new SampleSet(Collections.nCopies(200, "a"), rows, 256);
        var model = new KnnFactory().create(set, new NeighbourRule(5, Metric.EUCLIDEAN, true), KNOWN);
        var result = new Classification(5);
        var query = new float[256];
        for (int i = 0; i < 20_000; i++) {
            model.classify(query, result);
        }
        var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < 1_000; i++) {
            model.classify(query, result);
        }
        assertThat((threads.getCurrentThreadAllocatedBytes() - before) / 1_000).isLessThan(10);
    }

    /** Prototypes "label x" at (x, 0). */
    private static ClassifierModel model(int k, boolean weighted, float[] known, String... prototypes) {
        return new KnnFactory().create(samples(prototypes), new NeighbourRule(k, Metric.EUCLIDEAN, weighted), known);
    }

    private static SampleSet samples(String... prototypes) {
        var features = new float[prototypes.length * 2];
        for (int i = 0; i < prototypes.length; i++) {
            features[2 * i] = Float.parseFloat(prototypes[i].split(" ")[1]);
        }
        var labels = Stream.of(prototypes).map(prototype -> prototype.split(" ")[0]).toList();
        return new SampleSet(labels, features, 2);
    }

    private static Classification classify(ClassifierModel model, float x) {
        var result = new Classification(model.neighbours());
        model.classify(new float[] {x, 0}, result);
        return result;
    }
}
