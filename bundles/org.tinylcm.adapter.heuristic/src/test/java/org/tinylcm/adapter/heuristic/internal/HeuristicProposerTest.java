package org.tinylcm.adapter.heuristic.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.tinylcm.adapt.Proposal;
import org.tinylcm.classify.Classification;
import org.tinylcm.classify.ClassifierModel;
import org.tinylcm.classify.Prototype;
import org.tinylcm.model.NeighbourRule.Metric;
import org.tinylcm.quarantine.QuarantinedSample;

class HeuristicProposerTest {
    private static final int DIMENSION = 64;
    private static final Random RANDOM = new Random(8);

    private final HeuristicProposer proposer = new HeuristicProposer(Rules.DEFAULT, Metric.EUCLIDEAN);

    @Test
    void findsTwoNewConceptsAcrossPredictedLabelsAmongOutliers() {
        var pending = new ArrayList<QuarantinedSample>();
        addAround(pending, "x", 10, 30, 1);
        addAround(pending, "y", 11, 20, 1);
        addOutliers(pending, 20);
        Collections.shuffle(pending, new Random(9));

        var proposals = proposer.propose(pending, model(1));

        assertThat(proposals).extracting(Proposal::label).containsExactly("novel-1", "novel-2");
        assertThat(truths(proposals.get(0), pending)).hasSizeGreaterThan(26).containsOnly("x");
        assertThat(truths(proposals.get(1), pending)).hasSizeGreaterThan(16).containsOnly("y");
        assertThat(proposals.get(0).representatives()).hasSize(15).doesNotHaveDuplicates();
        assertThat(proposals.get(0).figures()).containsKeys("size", "spread", "novelty", "separation");
        assertThat(proposals.get(0).figures().get("separation")).isGreaterThan(1.05);
        assertThat(proposals.get(0).rationale()).contains("predicted as class-0, class-1, class-2");
    }

    /** Original: a fixed variance of 0.1, meaningless for features of another scale. */
    @Test
    void doesNotDependOnTheScaleOfTheFeatures() {
        for (double scale : new double[] {1e-3, 1, 1e4}) {
            var pending = new ArrayList<QuarantinedSample>();
            addAround(pending, "x", 10, 30, scale);
            assertThat(proposer.propose(pending, model(scale))).as("scale %s", scale).hasSize(1);
        }
    }

    /** Original: no novelty test, so odd samples of a known class became a class of their own. */
    @Test
    void doesNotProposeSamplesOfAKnownClass() {
        var pending = new ArrayList<QuarantinedSample>();
        addAround(pending, "class-1", 1, 40, 1);
        assertThat(proposer.propose(pending, model(1))).isEmpty();
    }

    @Test
    void leavesScatteredOutliersAlone() {
        var pending = new ArrayList<QuarantinedSample>();
        addOutliers(pending, 100);
        assertThat(proposer.propose(pending, model(1))).isEmpty();
    }

    @Test
    void theConfigurationIsObeyed() {
        var type = HeuristicProposer.Config.class;
        var config = type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type},
                (proxy, method, arguments) -> method.getDefaultValue()));
        assertThat(HeuristicProposer.rules(config)).isEqualTo(Rules.DEFAULT);
    }

    @Test
    void wantsEnoughSamples() {
        var pending = new ArrayList<QuarantinedSample>();
        addAround(pending, "x", 10, 11, 1);
        assertThat(proposer.propose(pending, model(1))).isEmpty();
        assertThat(proposer.propose(List.of(), model(1))).isEmpty();
    }

    @Test
    void doesNotUseALabelThatExistsAndIsDeterministic() {
        var pending = new ArrayList<QuarantinedSample>();
        addAround(pending, "x", 10, 30, 1);
        var prototypes = new ArrayList<>(model(1).prototypes());
        prototypes.add(new Prototype("novel-1", point(20, 1), Prototype.Origin.ADAPTATION, 1));
        var once = proposer.propose(pending, new Fixed(prototypes));
        assertThat(once).extracting(Proposal::label).containsExactly("novel-2");
        assertThat(proposer.propose(pending, new Fixed(prototypes))).isEqualTo(once);
    }

    @Test
    void moreOfAnUnconfirmedClassIsProposedUnderItsLabel() {
        var prototypes = new ArrayList<>(model(1).prototypes());
        for (int i = 0; i < 15; i++) {
            prototypes.add(new Prototype("novel-1", point(10, 1), Prototype.Origin.ADAPTATION, i));
        }
        var pending = new ArrayList<QuarantinedSample>();
        addAround(pending, "x", 10, 30, 1);
        addAround(pending, "y", 12, 20, 1);
        assertThat(proposer.propose(pending, new Fixed(prototypes))).extracting(Proposal::label)
                .containsExactly("novel-1", "novel-2");
    }

    @Test
    void aConfirmedClassIsNotExtendedByItself() {
        var pending = new ArrayList<QuarantinedSample>();
        addAround(pending, "x", 10, 30, 1);
        var prototypes = new ArrayList<>(model(1).prototypes());
        proposer.propose(pending, model(1)).get(0).representatives().forEach(
                sample -> prototypes.add(new Prototype("shoe", sample, Prototype.Origin.ADAPTATION, 1)));
        assertThat(proposer.propose(pending, new Fixed(prototypes))).isEmpty();
    }

    @Test
    void worksWithTheOtherMetrics() {
        for (var metric : List.of(Metric.MANHATTAN, Metric.COSINE)) {
            var pending = new ArrayList<QuarantinedSample>();
            addAround(pending, "x", 10, 30, 1);
            addOutliers(pending, 10);
            var proposals = new HeuristicProposer(Rules.DEFAULT, metric).propose(pending, model(1));
            assertThat(proposals).as("%s", metric).hasSize(1);
            assertThat(truths(proposals.get(0), pending)).containsOnly("x");
        }
    }

    @Test
    void passesOverSamplesThatCannotBeCompared() {
        var pending = new ArrayList<QuarantinedSample>();
        addAround(pending, "x", 10, 30, 1);
        var broken = point(10, 1);
        broken[3] = Float.NaN;
        pending.add(sample(broken, "x"));
        pending.add(sample(new float[3], "x"));
        assertThat(proposer.propose(pending, model(1))).hasSize(1);
        assertThat(proposer.propose(pending, new Fixed(List.of()))).isEmpty();
    }

    private static List<String> truths(Proposal proposal, List<QuarantinedSample> pending) {
        return pending.stream().filter(sample -> proposal.sampleIds().contains(sample.id()))
                .map(QuarantinedSample::truth).toList();
    }

    private static void addAround(List<QuarantinedSample> pending, String truth, int centre, int count, double scale) {
        for (int i = 0; i < count; i++) {
            pending.add(sample(point(centre, scale), truth));
        }
    }

    private static void addOutliers(List<QuarantinedSample> pending, int count) {
        for (int i = 0; i < count; i++) {
            var far = new float[DIMENSION];
            int centre = RANDOM.nextInt(3);
            for (int j = 0; j < DIMENSION; j++) {
                far[j] = (float) (2 * RANDOM.nextGaussian()) + (j % 24 == centre ? 6 : 0);
            }
            pending.add(sample(far, "outlier"));
        }
    }

    private static QuarantinedSample sample(float[] features, String truth) {
        int number = RANDOM.nextInt();
        return new QuarantinedSample("q" + number, Instant.EPOCH, 1, "f", "class-" + Math.floorMod(number, 3), 0.5, 9,
                features, "odd", QuarantinedSample.Status.PENDING, null, truth);
    }

    /** Unit noise around a centre of its own. */
    private static float[] point(int centre, double scale) {
        var point = new float[DIMENSION];
        for (int j = 0; j < DIMENSION; j++) {
            point[j] = (float) (scale * (RANDOM.nextGaussian() + (j % 24 == centre ? 6 : 0)));
        }
        return point;
    }

    private static ClassifierModel model(double scale) {
        var prototypes = new ArrayList<Prototype>();
        for (int c = 0; c < 3; c++) {
            for (int i = 0; i < 40; i++) {
                prototypes.add(new Prototype("class-" + c, point(c, scale), Prototype.Origin.PACK, 0));
            }
        }
        return new Fixed(prototypes);
    }

    private record Fixed(List<Prototype> prototypes) implements ClassifierModel {
        @Override
        public int dimension() {
            return DIMENSION;
        }

        @Override
        public int neighbours() {
            return 5;
        }

        @Override
        public SortedMap<String, Integer> sizes() {
            var sizes = new TreeMap<String, Integer>();
            prototypes.forEach(prototype -> sizes.merge(prototype.label(), 1, Integer::sum));
            return sizes;
        }

        @Override
        public void classify(float[] features, Classification into) {
            throw new UnsupportedOperationException();
        }
    }
}
