package org.tinylcm.adaptation.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.tinylcm.adapt.AdaptationRecord;
import org.tinylcm.adapt.AdaptationRecord.Outcome;
import org.tinylcm.adapt.Proposal;
import org.tinylcm.classify.Classification;
import org.tinylcm.drift.DriftEvent.Kind;
import org.tinylcm.feedback.Feedback.Rename;
import org.tinylcm.quarantine.QuarantinedSample;

/** What keeps learned classes from doing harm beside the held-out samples and the probation. */
class GuardTest {
    /** Trusts held-out samples and probation in everything, so that only the guard under test can act. */
    private static final Settings ONLY_TENURE =
            new Settings(true, 20, 25, Settings.DEFAULT.period(), 1, 0, 1, 1, 0.15);

    private final World world = new World();

    @Test
    void aClassThatComesToWinKnownFramesIsTakenBackLongAfterItsProbation() {
        var engine = new Engine(world, ONLY_TENURE, world.book);
        learn(engine, world.middle(9), usual());
        assertThat(world.book.probations()).isEmpty();
        feedAround(engine, world.middle(9), 300);
        assertThat(outcomes()).containsExactly(Outcome.ACCEPTED);
        feedAround(engine, usual(), 60);
        assertThat(outcomes()).containsExactly(Outcome.ROLLED_BACK);
        assertThat(world.classifier.model().sizes()).containsOnlyKeys("0", "1", "2");
        assertThat(world.book.history().get(0).reason()).contains("are familiar to the model without it");
        world.boot();
        assertThat(world.classifier.model().sizes()).containsOnlyKeys("0", "1", "2");
    }

    @Test
    void aClassThatAPersonNamedIsNotTakenBack() {
        var engine = new Engine(world, ONLY_TENURE, world.book);
        learn(engine, world.middle(9), usual());
        engine.apply(new Rename("f", "novel-1", "shoe"));
        feedAround(engine, usual(), 100);
        assertThat(world.classifier.model().sizes()).containsKey("shoe");
    }

    /** Each takes one held-out sample, which alone would be within the accepted loss. */
    @Test
    void manyAdaptationsTogetherMayLoseNoMoreThanOne() {
        var settings = new Settings(true, 20, 25, Settings.DEFAULT.period(), 0.01, 0, 1, 1, 1);
        var holdout = new Holdout(world.pack());
        double before = holdout.score(world.classifier.model()).accuracy();
        int accepted = 0;
        int refused = 0;
        for (int i = 0; i < 8; i++) {
            var victim = world.pack().holdout().sample(3 * i + 1);
            world.feed(9, 3);
            var around = new ArrayList<float[]>();
            for (int j = 0; j < World.K; j++) {
                around.add(world.beside(victim));
            }
            propose("novel-" + i, around, 2);
            for (var record : new Cycle(world, settings, world.book).run("command", 1)) {
                accepted += record.outcome() == Outcome.ACCEPTED ? 1 : 0;
                refused += record.outcome() == Outcome.ROLLED_BACK ? 1 : 0;
            }
        }
        assertThat(accepted).isPositive();
        assertThat(refused).isPositive();
        assertThat(before - holdout.score(world.classifier.model()).accuracy()).isLessThanOrEqualTo(0.01 + 1e-9);
    }

    @Test
    void aKnownClassThatHasMovedIsNotLearnedUnlessItIsClearlyApart() {
        var moved = new ArrayList<float[]>();
        for (int i = 0; i < 30; i++) {
            var point = world.point(1);
            point[20] += 5;
            moved.add(point);
            world.frame(point, "1");
        }
        assertThat(Disguise.isKnown(moved, 1.1, world.classifier.model(), new Holdout(world.pack()))).isTrue();
        assertThat(Disguise.isKnown(moved, Disguise.APART, world.classifier.model(), new Holdout(world.pack())))
                .isFalse();
        propose("novel-1", moved, 1.1);
        assertThat(new Cycle(world, Settings.DEFAULT, world.book).run("command", 1)).singleElement()
                .satisfies(record -> {
                    assertThat(record.outcome()).isEqualTo(Outcome.ROLLED_BACK);
                    assertThat(record.reason()).contains("known classes that have moved");
                });
    }

    @Test
    void aNewClassIsNoDisguise() {
        var novel = new ArrayList<float[]>();
        for (int i = 0; i < 30; i++) {
            novel.add(world.point(9));
        }
        assertThat(Disguise.isKnown(novel, 1.1, world.classifier.model(), new Holdout(world.pack()))).isFalse();
    }

    @Test
    void newClassesDoNotMoveTheGroundAndMovedOnesDo() {
        var ground = new Ground();
        for (int i = 0; i < 1000; i++) {
            ground.observe(familiarity(i % 2 == 0 ? world.point(9) : world.point(i % 3)));
            assertThat(ground.moved()).as("frame %s", i).isFalse();
        }
        int frames = 0;
        while (!ground.moved() && frames < 1000) {
            ground.observe(familiarity(moved(frames++ % 3)));
        }
        assertThat(frames).isBetween(20, 500);
    }

    @Test
    void nothingIsLearnedWhileTheGroundMovesAndWhatWasNotClearlyApartGoes() {
        var engine = new Engine(world, ONLY_TENURE, world.book);
        learn(engine, world.middle(9), world.middle(9));
        for (int i = 0; i < 600; i++) {
            engine.onFrame(world.frame(moved(i % 3), "?"));
            engine.work();
        }
        assertThat(outcomes()).containsExactly(Outcome.ROLLED_BACK);
        assertThat(world.book.history().get(0).reason()).contains("the known classes have moved");
        engine.onDrift(World.drift(Kind.ONSET));
        propose("novel-1", List.of(world.middle(9)), 2);
        feedAround(engine, world.middle(9), 40);
        assertThat(outcomes()).containsExactly(Outcome.ROLLED_BACK);
        assertThat(engine.run("command")).as("a person may insist").hasSize(1);
    }

    private double familiarity(float[] point) {
        var result = new Classification(World.K);
        world.classifier.model().classify(point, result);
        return result.familiarity();
    }

    /** Of a known class whose samples scatter more than they did. */
    private float[] moved(int centre) {
        var point = world.point(centre);
        for (int j = 0; j < World.DIMENSION; j++) {
            point[j] += (float) (0.35 * world.random.nextGaussian());
        }
        return point;
    }

    private List<Outcome> outcomes() {
        return world.book.history().stream().map(AdaptationRecord::outcome).toList();
    }

    /** A class of what lies around two points. */
    private void learn(Engine engine, float[] one, float[] other) {
        world.feed(9, 15);
        var samples = new ArrayList<float[]>();
        for (int i = 0; i < 15; i++) {
            samples.add(world.beside(one));
            samples.add(world.beside(other));
        }
        propose("novel-1", samples, 1.1);
        assertThat(engine.run("command")).extracting(AdaptationRecord::outcome).containsExactly(Outcome.ACCEPTED);
        world.heuristic = (pending, model) -> List.of();
    }

    private void propose(String label, List<float[]> samples, double separation) {
        world.heuristic = (pending, model) -> List.of(new Proposal(label,
                pending.stream().map(QuarantinedSample::id).toList(), samples, Map.of("separation", separation),
                "because"));
    }

    private void feedAround(Engine engine, float[] point, int frames) {
        for (int i = 0; i < frames; i++) {
            engine.onFrame(world.frame(world.beside(point), "?"));
            engine.work();
        }
    }

    /** A held-out sample of class 1 that the pack finds familiar. */
    private float[] usual() {
        for (int i = 1; i < world.pack().holdout().size(); i += 3) {
            if (familiarityOfPack(world.pack().holdout().sample(i)) > 0.4) {
                return world.pack().holdout().sample(i);
            }
        }
        throw new AssertionError("no sample is usual");
    }

    private double familiarityOfPack(float[] point) {
        var result = new Classification(World.K);
        new World().classifier.model().classify(point, result);
        return result.familiarity();
    }
}
