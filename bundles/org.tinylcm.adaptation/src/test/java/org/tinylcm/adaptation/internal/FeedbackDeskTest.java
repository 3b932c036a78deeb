package org.tinylcm.adaptation.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tinylcm.classify.Prototype.Origin;
import org.tinylcm.feedback.Feedback;
import org.tinylcm.feedback.Feedback.AddSamples;
import org.tinylcm.feedback.Feedback.ForgetSamples;
import org.tinylcm.feedback.Feedback.LabelFrame;
import org.tinylcm.feedback.Feedback.LabelQuarantined;
import org.tinylcm.feedback.Feedback.Reject;
import org.tinylcm.feedback.Feedback.Rename;
import org.tinylcm.feedback.FeedbackResult.Outcome;
import org.tinylcm.quarantine.QuarantinedSample;
import org.tinylcm.quarantine.QuarantinedSample.Status;

class FeedbackDeskTest {
    private final World world = new World();

    @BeforeEach
    void adapt() {
        world.feed(9, 40);
        assertThat(new Cycle(world, Settings.DEFAULT, world.book).run("test", 1)).hasSize(1);
        world.rebased = 0;
    }

    @Test
    void renamesAPseudoClass() {
        assertThat(apply(new Rename("f1", "novel-1", "shoe"))).isEqualTo(Outcome.APPLIED);
        assertThat(world.share(9, "shoe")).isGreaterThan(0.95);
        assertThat(world.with(Status.VALIDATED)).isNotEmpty().allMatch(sample -> sample.label().equals("shoe"));
        assertThat(world.rebased).isEqualTo(1);
    }

    @Test
    void renamingToAKnownClassMergesThem() {
        assertThat(apply(new Rename("f1", "novel-1", "1"))).isEqualTo(Outcome.APPLIED);
        assertThat(world.classifier.model().sizes()).isEqualTo(Map.of("0", 40, "1", 55, "2", 40));
    }

    @Test
    void theAccuracyOfARenamedKnownClassIsStillJudgedRight() {
        double before = new Holdout(world.pack).score(world.classifier.model()).accuracy();
        assertThat(apply(new Rename("f1", "1", "one"))).isEqualTo(Outcome.APPLIED);
        assertThat(new Holdout(world.pack).score(world.classifier.model()).accuracy()).isEqualTo(before);
    }

    @Test
    void rejectsAPseudoClass() {
        assertThat(apply(new Reject("f1", "novel-1"))).isEqualTo(Outcome.APPLIED);
        assertThat(world.classifier.model().sizes()).containsOnlyKeys("0", "1", "2");
        assertThat(world.with(Status.REJECTED)).isNotEmpty();
        assertThat(new Cycle(world, Settings.DEFAULT, world.book).run("test", 2)).isEmpty();
    }

    @Test
    void addsSamplesOfAKnownOrNewClass() {
        assertThat(apply(new AddSamples("f1", "hat", List.of(world.point(15), world.point(15)))))
                .isEqualTo(Outcome.APPLIED);
        assertThat(apply(new AddSamples("f2", "1", List.of(world.point(1))))).isEqualTo(Outcome.APPLIED);
        assertThat(world.classifier.model().sizes()).containsEntry("hat", 2).containsEntry("1", 41);
        assertThat(world.rebased).as("only a new class ends a drift").isEqualTo(1);
    }

    @Test
    void learnsTheTruthAboutQuarantinedSamples() {
        world.feed(15, 3);
        var ids = world.with(Status.PENDING).stream().map(QuarantinedSample::id).toList();
        assertThat(apply(new LabelQuarantined("f1", ids, "hat"))).isEqualTo(Outcome.APPLIED);
        assertThat(world.classifier.model().sizes().get("hat")).isEqualTo(ids.size());
        assertThat(world.with(Status.VALIDATED)).hasSameSizeAs(ids).allMatch(sample -> sample.label().equals("hat"));
    }

    @Test
    void forgetsWhatWasTakenBackAndNothingElse() {
        var sample = world.point(15);
        apply(new AddSamples("f1", "hat", List.of(sample, world.point(15))));
        apply(new AddSamples("f2", "1", List.of(world.point(1))));

        assertThat(apply(new ForgetSamples("f3", "hat", List.of(sample.clone()), List.of()))).isEqualTo(Outcome.APPLIED);

        assertThat(world.classifier.model().sizes()).containsEntry("hat", 1).containsEntry("1", 41);
        assertThat(apply(new ForgetSamples("f3", "hat", List.of(sample), List.of()))).isEqualTo(Outcome.ALREADY_APPLIED);
        assertThat(apply(new ForgetSamples("f4", "hat", List.of(sample), List.of()))).as("not there any more")
                .isEqualTo(Outcome.APPLIED);
        assertThat(apply(new ForgetSamples("f5", "0", List.of(world.classifier.model().prototypes().get(0).features()),
                List.of()))).isEqualTo(Outcome.APPLIED);
        assertThat(world.classifier.model().sizes()).as("what came with the pack stays").containsEntry("0", 40);
        assertThat(apply(new ForgetSamples("f6", "hat", List.of(), List.of("gone")))).isEqualTo(Outcome.REFUSED);
    }

    @Test
    void quarantinedSamplesWaitAgainWhenTheirLabelIsTakenBack() {
        world.feed(15, 3);
        var ids = world.with(Status.PENDING).stream().map(QuarantinedSample::id).toList();
        var sizes = world.classifier.model().sizes();
        apply(new LabelQuarantined("f1", ids, "hat"));
        apply(new LabelQuarantined("f2", ids.subList(0, 1), "cap"));

        assertThat(apply(new ForgetSamples("f3", "hat", List.of(), ids))).isEqualTo(Outcome.APPLIED);

        assertThat(world.classifier.model().sizes()).doesNotContainKey("hat").containsEntry("cap", 1);
        assertThat(world.with(Status.PENDING)).hasSize(ids.size() - 1);
        apply(new ForgetSamples("f4", "cap", List.of(), ids));
        assertThat(world.classifier.model().sizes()).isEqualTo(sizes);
    }

    @Test
    void anotherLabelForTheSameSampleReplacesTheFirst() {
        var sample = world.point(15);
        apply(new AddSamples("f1", "hat", List.of(sample)));
        apply(new AddSamples("f2", "cap", List.of(sample.clone())));

        assertThat(world.classifier.model().sizes()).doesNotContainKey("hat").containsEntry("cap", 1);
        apply(new AddSamples("f3", "hat", List.of(sample)));
        assertThat(world.classifier.model().sizes()).doesNotContainKey("cap").containsEntry("hat", 1);
    }

    @Test
    void theTruthAboutAnAdaptedSampleTakesItOutOfThePseudoClass() {
        var learned = world.classifier.model().prototypes().stream()
                .filter(prototype -> prototype.origin() == Origin.ADAPTATION).findFirst().orElseThrow();
        var id = world.with(Status.ADAPTED).stream()
                .filter(sample -> Arrays.equals(sample.features(), learned.features())).findFirst()
                .orElseThrow().id();
        assertThat(apply(new LabelQuarantined("f1", List.of(id), "2"))).isEqualTo(Outcome.APPLIED);
        assertThat(world.classifier.model().sizes()).isEqualTo(Map.of("0", 40, "1", 40, "2", 41, "novel-1", 14));
    }

    @Test
    void tellsListenersTheTruthAboutAFrameOnce() {
        assertThat(apply(new LabelFrame("f1", 5, "1", "2"))).isEqualTo(Outcome.APPLIED);
        assertThat(apply(new LabelFrame("f1", 5, "1", "2"))).isEqualTo(Outcome.ALREADY_APPLIED);
        assertThat(world.told).containsExactly("1/2");
    }

    @Test
    void theSameFeedbackAppliedTwiceChangesNothing() {
        var feedback = new AddSamples("f1", "hat", List.of(world.point(15)));
        assertThat(apply(feedback)).isEqualTo(Outcome.APPLIED);
        var model = world.classifier.model();
        assertThat(apply(feedback)).isEqualTo(Outcome.ALREADY_APPLIED);
        assertThat(world.classifier.model()).isSameAs(model);
        world.boot();
        assertThat(apply(feedback)).as("after a restart").isEqualTo(Outcome.ALREADY_APPLIED);
    }

    @Test
    void refusesWhatCanNeverBeApplied() {
        var model = world.classifier.model();
        assertThat(apply(new Rename("f1", "nobody", "x"))).isEqualTo(Outcome.REFUSED);
        assertThat(apply(new Rename("f2", "novel-1", "\n"))).isEqualTo(Outcome.REFUSED);
        assertThat(apply(new Reject("f3", "1"))).isEqualTo(Outcome.REFUSED);
        assertThat(apply(new AddSamples("f4", "x", List.of(new float[3])))).isEqualTo(Outcome.REFUSED);
        assertThat(apply(new AddSamples("f5", "x", List.of()))).isEqualTo(Outcome.REFUSED);
        assertThat(apply(new LabelQuarantined("f6", List.of("gone"), "x"))).isEqualTo(Outcome.REFUSED);
        assertThat(world.classifier.model()).isSameAs(model);
        assertThat(world.audited).filteredOn("feedback-refused"::equals).hasSize(6);
    }

    @Test
    void isNotAppliedUnlessItIsSaved() {
        world.diskFull = true;
        var model = world.classifier.model();
        var add = new AddSamples("f1", "hat", List.of(world.point(15)));
        assertThatThrownBy(() -> apply(add)).hasMessage("disk full");
        assertThatThrownBy(() -> apply(new LabelFrame("f2", 1, "1", "1"))).hasMessage("disk full");
        assertThat(world.classifier.model()).isSameAs(model);
        assertThatThrownBy(() -> apply(new Rename("f3", "2", "two"))).hasMessage("disk full");
        assertThat(world.book.learner().save()).isEqualTo(new Book().learner().save());
        world.diskFull = false;
        assertThat(apply(add)).isEqualTo(Outcome.APPLIED);
        assertThat(apply(new LabelFrame("f2", 1, "1", "1"))).isEqualTo(Outcome.APPLIED);
    }

    @Test
    void theTrailSaysWhatCameOfIt() {
        apply(new AddSamples("f1", "hat", List.of(world.point(15))));
        var details = world.auditDetails.get(world.auditDetails.size() - 1);
        assertThat(details.get("id")).isEqualTo("f1");
        assertThat(details.get("kind")).isEqualTo("AddSamples");
        assertThat(details.get("classes")).isEqualTo(world.classifier.model().sizes());
        var score = new Holdout(world.pack).score(world.classifier.model());
        assertThat(details.get("after")).isEqualTo(score.figures());
        assertThat(details.get("before")).asString().contains("holdoutAccuracy");
    }

    @Test
    void samplesOfAnotherPackAndOfOtherLabelsStayAsTheyAre() {
        world.feed(15, 3);
        var ids = world.with(Status.PENDING).stream().map(QuarantinedSample::id).toList();
        world.disk.quarantine.computeIfPresent(ids.get(0), (id, s) -> new QuarantinedSample(id, s.at(), s.frame(),
                s.frameName(), s.predicted(), s.confidence(), s.novelty(), s.inputFamiliarity(), s.features(),
                "another pack", s.reason(), s.status(), s.label(), s.truth()));
        apply(new LabelQuarantined("f1", ids, "hat"));
        assertThat(world.classifier.model().sizes()).as("its features mean something else").containsEntry("hat",
                ids.size() - 1);
        world.feed(12, 2);
        var others = world.with(Status.PENDING).stream().map(QuarantinedSample::id).filter(id -> !ids.contains(id)).toList();
        assertThat(others).isNotEmpty();
        apply(new LabelQuarantined("f2", others, "hat"));
        apply(new ForgetSamples("f3", "hat", List.of(), others));
        assertThat(world.with(Status.PENDING)).extracting(QuarantinedSample::id)
                .containsExactlyInAnyOrderElementsOf(others);
    }

    @Test
    void withoutAClassifierItShallBeTriedAgain() {
        world.classifierThere = false;
        assertThatThrownBy(() -> apply(new Rename("f1", "novel-1", "x"))).isInstanceOf(IllegalStateException.class);
    }

    /** Power is cut before and after each write; the platform sends the feedback again, as it got no answer. */
    @Test
    void aPowerCutAtAnyWriteIsHealedByTheSameFeedback() {
        for (int write = 0; write < 3; write++) {
            for (boolean before : new boolean[] {true, false}) {
                var test = new FeedbackDeskTest();
                test.adapt();
                var rename = new Rename("f1", "novel-1", "shoe");
                test.world.cutPowerAtWrite(write, before);
                assertThatThrownBy(() -> test.apply(rename)).isInstanceOf(World.PowerCut.class);
                test.world.boot();
                assertThat(test.apply(rename)).isIn(Outcome.APPLIED, Outcome.ALREADY_APPLIED);
                assertThat(test.world.classifier.model().sizes())
                        .isEqualTo(Map.of("0", 40, "1", 40, "2", 40, "shoe", 15));
                assertThat(test.world.with(Status.VALIDATED)).isNotEmpty();
                assertThat(test.world.with(Status.ADAPTED)).isEmpty();
            }
        }
    }

    private Outcome apply(Feedback feedback) {
        return new FeedbackDesk(world, world.book).apply(feedback).outcome();
    }
}
