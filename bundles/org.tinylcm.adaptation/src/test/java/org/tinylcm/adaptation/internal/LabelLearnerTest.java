package org.tinylcm.adaptation.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.tinylcm.adapt.Concept;
import org.tinylcm.classify.ModelChange.UseOnly;
import org.tinylcm.feedback.Feedback.AddSamples;
import org.tinylcm.feedback.Feedback.LabelFrame;
import org.tinylcm.feedback.Feedback.Reject;
import org.tinylcm.feedback.Feedback.Rename;
import org.tinylcm.pipeline.FrameResult;
import org.tinylcm.state.ComponentState;

class LabelLearnerTest {
    private final World world = new World();
    private final Random random = new Random(3);
    private Engine engine = new Engine(world, Settings.DEFAULT, world.book);
    private int told;
    private int right;

    @Test
    void labelsThatFitChangeNothing() {
        var model = world.classifier.model();
        tell(300, 0, 0);
        assertThat(world.classifier.model()).isSameAs(model);
        assertThat(concepts()).containsExactly("pack");
        assertThat(world.rebased).isZero();
    }

    @Test
    void whenEveryLabelHasChangedTheNewOnesAreLearnedWithinThirty() {
        tell(100, 0, 0);
        int labels = tellUntil("concept-1", 1);
        assertThat(labels).isBetween(8, 40);
        assertThat(world.rebased).isEqualTo(1);
        assertThat(world.audited).contains("concept-exchanged");
        tell(60, 1, 0);
        right = 0;
        tell(100, 1, 0);
        assertThat(right).isGreaterThan(90);
        assertThat(world.classifier.model().prototypes()).hasSizeLessThanOrEqualTo(LabelRules.DEFAULT.window());
    }

    @Test
    void aConceptThatComesBackIsRecognised() {
        tell(50, 0, 0);
        tellUntil("concept-1", 1);
        tell(60, 1, 0);
        int labels = tellUntil("pack", 0);
        assertThat(labels).isBetween(8, 25);
        assertThat(world.book.learner().concepts().get(0)).isEqualTo(new Concept("pack", 0, true, true, 1));
        assertThat(world.classifier.model().prototypes()).hasSize(world.pack().prototypes().size());
        labels = tellUntil("concept-1", 1);
        assertThat(labels).as("%s", world.book.learner().concepts()).isBetween(8, 25);
        assertThat(world.book.learner().concepts().get(0).returns()).isEqualTo(1);
    }

    @Test
    void threeOfTenWrongLabelsReplaceNothing() {
        tell(1000, 0, 0.3);
        assertThat(concepts()).containsExactly("pack");
    }

    @Test
    void whatWasLearnedInAConceptRestsWithItAndComesBackWithIt() {
        engine.apply(new AddSamples("a", "shoe", List.of(world.middle(9), world.point(9), world.point(9))));
        tell(50, 0, 0);
        tellUntil("concept-1", 1);
        assertThat(world.classifier.model().sizes()).doesNotContainKey("shoe");
        engine.apply(new AddSamples("b", "hat", List.of(world.middle(12), world.point(12), world.point(12))));
        tell(10, 1, 0);
        assertThat(world.classifier.model().sizes()).containsEntry("hat", 3);
        tellUntil("pack", 0);
        assertThat(world.classifier.model().sizes()).containsEntry("shoe", 3).doesNotContainKey("hat");
    }

    @Test
    void aConceptThatIsInUseGrowsByEachLabel() {
        tell(50, 0, 0);
        tellUntil("concept-1", 1);
        tell(10, 1, 0);
        for (int i = 0; i < 5; i++) {
            int before = world.classifier.model().prototypes().size();
            tell(1, 1, 0);
            assertThat(world.classifier.model().prototypes()).hasSize(before + 1);
        }
    }

    @Test
    void aConceptMayHaveWhatTheEarlierOnesLeave() {
        var learner = new LabelLearner(1, new LabelRules(true, 60, 200, 2, 10));
        var shifts = new int[] {1, 2};
        long frame = 0;
        for (int shift : shifts) {
            for (int i = 0; i < 150; i++) {
                frame = teach(learner, frame, shift);
            }
        }
        assertThat(learner.save().present().name()).isEqualTo("concept-2");
        assertThat(learner.save().earlier()).extracting(Remembered::name).containsExactly("pack", "concept-1");
        assertThat(learner.save().earlier().get(1).labelled()).hasSize(10);
        assertThat(learner.save().present().labelled()).as("60 less those 10").hasSize(50);
        assertThat(learner.stored()).isEqualTo(60);
    }

    /** What was learned of the new world before the change was noticed goes, and is not set aside with the old one. */
    @Test
    void anEarlierConceptKeepsNothingOfTheNext() {
        var learner = new LabelLearner(1, new LabelRules(true, 100, 200, 2, 50));
        long frame = 0;
        for (int i = 0; i < 100; i++) {
            frame = teach(learner, frame, 1);
        }
        while (!learner.save().present().name().equals("concept-2") && frame < 1000) {
            frame = teach(learner, frame, 2);
        }
        assertThat(frame).isLessThan(1000);
        var first = learner.save().earlier().stream().filter(one -> one.name().equals("concept-1")).findFirst()
                .orElseThrow();
        assertThat(first.labelled()).isNotEmpty().allMatch(sample -> sample.label().equals(
                Integer.toString((nearest(sample.features()) + 1) % 3)));
        assertThat(learner.save().present().labelled()).isNotEmpty().allMatch(sample -> sample.label().equals(
                Integer.toString((nearest(sample.features()) + 2) % 3)));
    }

    private static int nearest(float[] point) {
        return point[0] > point[1] ? point[0] > point[2] ? 0 : 2 : point[1] > point[2] ? 1 : 2;
    }

    private long teach(LabelLearner learner, long frame, int shift) {
        int number = random.nextInt(3);
        learner.saw(frame, world.point(number), 0.5);
        learner.learn(frame, Integer.toString((number + shift) % 3), world.classifier)
                .ifPresent(lesson -> world.classifier.adopt(lesson.model()));
        return frame + 1;
    }

    @Test
    void whatIsRestoredTakesThePlaceOfWhatWasThere() {
        var learner = new LabelLearner(1, LabelRules.DEFAULT);
        long frame = 0;
        for (int i = 0; i < 4; i++) {
            frame = teach(learner, frame, 1);
        }
        assertThat(learner.stored()).isEqualTo(4);
        learner.restore(Concepts.NONE);
        assertThat(learner.stored()).isZero();
        assertThat(learner.concepts()).extracting(Concept::name).containsExactly("pack");
    }

    @Test
    void labelsOfOddFramesAloneReplaceNothing() {
        tell(50, 0, 0);
        var model = world.classifier.model();
        for (int i = 0; i < 400; i++) {
            if (i % 8 == 0) {
                tell(world.point(9), "bag");
            } else {
                see(world.point(i % 3));
            }
        }
        assertThat(world.classifier.model()).isSameAs(model);
    }

    @Test
    void aLabelMayComeLateButNotForAFrameThatIsForgotten() {
        var learner = new LabelLearner(1, LabelRules.DEFAULT);
        learner.saw(1, world.point(1), 0.5);
        for (int i = 0; i < RecentFrames.MOST; i++) {
            learner.saw(2 + i, world.point(2), 0.5);
        }
        learner.learn(1, "x", world.classifier);
        assertThat(learner.stored()).isZero();
        learner.learn(3, "x", world.classifier);
        assertThat(learner.stored()).isEqualTo(1);
    }

    @Test
    void disabledItOnlyMeasures() {
        var learner = new LabelLearner(1, new LabelRules(false, 150, 500, 3, 25));
        learner.saw(1, world.point(1), 0.5);
        assertThat(learner.learn(1, "x", world.classifier)).isEmpty();
        assertThat(learner.stored()).isZero();
    }

    @Test
    void memoryIsBoundedHoweverOftenTheWorldChanges() {
        for (int i = 0; i < 12; i++) {
            int shift = 1 + i % 2;
            tell(120, shift, i % 3 * 0.1);
            assertThat(world.book.learner().stored()).isLessThanOrEqualTo(LabelRules.DEFAULT.window());
        }
        assertThat(world.book.learner().concepts()).hasSizeLessThanOrEqualTo(2 + LabelRules.DEFAULT.concepts());
        assertThat(world.book.learner().concepts()).filteredOn(Concept::pack).hasSize(1);
    }

    @Test
    void theOldestConceptGoesFirstButNeverThePacks() {
        var learner = new LabelLearner(1, new LabelRules(true, 60, 200, 2, 10));
        var ways = List.of(List.of("1", "2", "0"), List.of("2", "0", "1"), List.of("1", "0", "2"),
                List.of("0", "2", "1"));
        long frame = 0;
        for (var way : ways) {
            for (int i = 0; i < 60; i++) {
                int number = random.nextInt(3);
                learner.saw(frame, world.point(number), 0.5);
                learner.learn(frame++, way.get(number), world.classifier)
                        .ifPresent(lesson -> world.classifier.adopt(lesson.model()));
                assertThat(learner.stored()).isLessThanOrEqualTo(60);
            }
        }
        assertThat(learner.concepts()).extracting(Concept::name)
                .containsExactlyInAnyOrder("concept-4", "concept-3", "concept-2", "pack");
        assertThat(learner.concepts().get(0)).satisfies(present -> {
            assertThat(present.name()).isEqualTo("concept-4");
            assertThat(present.inUse()).isTrue();
        });
        assertThat(learner.concepts().subList(1, 4)).filteredOn(concept -> !concept.pack())
                .allMatch(concept -> concept.samples() == 10 && !concept.inUse());
    }

    @Test
    void ofSeveralEarlierConceptsTheOneThatFitsComesBack() {
        tell(50, 0, 0);
        tellUntil("concept-1", 1);
        tell(60, 1, 0);
        assertThat(tellUntil("concept-2", 2)).isBetween(8, 60);
        tell(60, 2, 0);
        assertThat(tellUntil("concept-1", 1)).isBetween(8, 30);
        assertThat(tellUntil("pack", 0)).isBetween(8, 30);
        assertThat(tellUntil("concept-2", 2)).isBetween(8, 30);
        assertThat(world.book.learner().concepts()).filteredOn(Concept::inUse).singleElement()
                .satisfies(concept -> assertThat(concept.returns()).isEqualTo(1));
    }

    @Test
    void itGoesOnAfterARestartAndRecognisesTheEarlierConcept() {
        tell(50, 0, 0);
        tellUntil("concept-1", 1);
        tell(30, 1, 0);
        var before = world.book.learner().concepts();
        world.boot();
        engine = new Engine(world, Settings.DEFAULT, world.book);
        assertThat(world.book.learner().concepts()).isEqualTo(before);
        right = 0;
        tell(60, 1, 0);
        assertThat(right).isGreaterThan(50);
        assertThat(tellUntil("pack", 0)).isBetween(8, 25);
    }

    @Test
    void aPersonsNameOfAClassHoldsInAllConcepts() {
        tell(50, 0, 0);
        tellUntil("concept-1", 1);
        engine.apply(new Rename("r", "2", "two"));
        assertThat(world.book.learner().save().present().labelled()).extracting(Labelled::label)
                .contains("0", "1", "two").doesNotContain("2");
        tell(3, 3, 0);
        assertThat(world.classifier.model().sizes()).containsKey("two");
        engine.apply(new Reject("x", "two"));
        assertThat(world.book.learner().save().present().labelled()).extracting(Labelled::label)
                .doesNotContain("two");
        tell(world.point(0), "1");
        assertThat(world.classifier.model().sizes()).doesNotContainKey("two");
    }

    @Test
    void ifOnlyOneOfTheTwoStatesIsFoundWhatIsInUseCounts() {
        tell(50, 0, 0);
        tellUntil("concept-1", 1);
        var label = world.classifier.saveState();
        world.book.restore(new Book().save());
        tell(1, 1, 0);
        assertThat(concepts()).containsExactly("concept-1", "pack");
        assertThat(tellUntil("pack", 0)).isBetween(8, 25);
        world.classifier.restoreState(label);
        tell(1, 1, 0);
        assertThat(concepts().get(0)).isNotEqualTo("pack");
        world.classifier.adopt(world.classifier.propose(List.of(new UseOnly(List.of(), true))));
        tell(1, 0, 0);
        assertThat(concepts().get(0)).isEqualTo("pack");
    }

    @Test
    void ifItCannotBeSavedNothingHasChanged() {
        tell(50, 0, 0);
        tellUntil("concept-1", 1);
        var model = world.classifier.model();
        var stored = world.book.learner().save();
        world.diskFull = true;
        assertThatThrownBy(() -> tell(1, 1, 0)).isInstanceOf(IllegalStateException.class);
        assertThat(world.classifier.model()).isSameAs(model);
        assertThat(world.book.learner().save()).isEqualTo(stored);
    }

    @Test
    void damagedConceptsAreRefusedAndNothingChanges() {
        tell(50, 0, 0);
        tellUntil("concept-1", 1);
        var good = world.book.save();
        assertThat(good.version()).isEqualTo(2);
        for (var junk : List.of(1L, "x", List.of(1L), List.of(Map.of("role", "present")))) {
            var values = new HashMap<>(good.values());
            values.put("concepts", junk);
            assertThatThrownBy(() -> world.book.restore(new ComponentState(2, values, good.vectors())))
                    .isInstanceOf(IllegalArgumentException.class);
        }
        for (var name : good.vectors().keySet()) {
            var vectors = new HashMap<>(good.vectors());
            vectors.put(name, new float[] {1, 2, 3, 4, 5, 6, 7});
            assertThatThrownBy(() -> world.book.restore(new ComponentState(2, good.values(), vectors)))
                    .as(name).isInstanceOf(IllegalArgumentException.class);
        }
        assertThat(concepts().get(0)).isEqualTo("concept-1");
    }

    @Test
    void aDeviceWithoutConceptsWritesWhatEarlierVersionsCanRead() {
        assertThat(world.book.save().version()).isEqualTo(1);
        assertThat(world.book.save().values()).containsOnlyKeys("history", "appliedFeedback", "probations");
    }

    @Test
    void evidenceGrowsByWhatOnlyOneGotRight() {
        var evidence = new Evidence();
        evidence.compare(true, true);
        evidence.compare(false, false);
        assertThat(evidence.capital()).isEqualTo(1);
        evidence.compare(true, false);
        assertThat(evidence.capital()).isEqualTo((1.3 + 1.6 + 1.9) / 3, within(1e-12));
        for (int i = 0; i < 20; i++) {
            evidence.compare(false, true);
        }
        assertThat(evidence.capital()).isLessThan(1);
        evidence.compare(true, false);
        assertThat(evidence.capital()).as("begun anew").isGreaterThan(1);
    }

    /** No better and no worse: capital reaches A after A frames on average, or later. */
    @Test
    void evidenceOfCoinTossesIsRare() {
        long frames = 0;
        int reached = 0;
        while (frames < 400_000) {
            var evidence = new Evidence();
            while (evidence.capital() < 100 && frames < 400_000) {
                boolean first = random.nextBoolean();
                evidence.compare(first, !first);
                frames++;
            }
            reached++;
        }
        assertThat((double) frames / reached).isGreaterThan(100);
    }

    private List<String> concepts() {
        return world.book.learner().concepts().stream().map(Concept::name).toList();
    }

    private int tellUntil(String concept, int shift) {
        int labels = 0;
        while (!concepts().get(0).equals(concept) && labels < 500) {
            tell(1, shift, 0);
            labels++;
        }
        return labels;
    }

    /** Frames of known classes, each labelled with the class that is so many further. */
    private void tell(int frames, int shift, double noise) {
        for (int i = 0; i < frames; i++) {
            int number = random.nextInt(3);
            int said = random.nextDouble() < noise ? random.nextInt(3) : (number + shift) % 3;
            tell(world.point(number), Integer.toString(said));
        }
    }

    private void tell(float[] point, String label) {
        var result = see(point);
        right += result.label().equals(label) ? 1 : 0;
        engine.apply(new LabelFrame("l" + told++, result.frame().sequence(), result.label(), label));
    }

    private FrameResult see(float[] point) {
        var result = world.frame(Arrays.copyOf(point, point.length), "?");
        engine.onFrame(result);
        return result;
    }
}
