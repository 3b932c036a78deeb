package org.tinylcm.adaptation.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.tinylcm.adapt.AdaptationRecord;
import org.tinylcm.adapt.AdaptationRecord.Outcome;
import org.tinylcm.adapt.Proposal;
import org.tinylcm.classify.Classification;
import org.tinylcm.drift.DriftEvent.Kind;
import org.tinylcm.feedback.Feedback.AddSamples;
import org.tinylcm.feedback.Feedback.LabelFrame;
import org.tinylcm.feedback.Feedback.Rename;
import org.tinylcm.feedback.FeedbackResult;
import org.tinylcm.quarantine.QuarantinedSample;
import org.tinylcm.quarantine.QuarantinedSample.Status;

class EngineTest {
    /** As by default, but blind on held-out samples: what comes in by that door the probation must find. */
    private static final Settings TRUSTING = new Settings(true, 20, 25, Duration.ofHours(1), 1, 200, 0.1, 0.1, 1);

    private final World world = new World();
    private final float[] spot = usual();
    private Engine engine = engine();

    @Test
    void aDriftWithEnoughOddSamplesStartsACycle() {
        frames(9, 30);
        assertThat(world.book.history()).isEmpty();
        engine.onDrift(World.drift(Kind.ONSET));
        frames(9, 1);
        assertThat(world.book.history()).extracting(AdaptationRecord::trigger).containsExactly("drift");
    }

    @Test
    void aDriftThatComesFirstWaitsForSamples() {
        frames(1, 40);
        engine.onDrift(World.drift(Kind.ONSET));
        frames(9, 15);
        assertThat(world.book.history()).isEmpty();
        frames(9, 10);
        assertThat(world.book.history()).hasSize(1);
    }

    @Test
    void aStageThatIsReplacedMeanwhileEndsNoAdaptationForGood() {
        world.replaced = new NoClassDefFoundError("of a bundle that is gone");
        tryToLearn();
        assertThat(world.book.history()).isEmpty();
        world.replaced = null;
        tryToLearn();
        assertThat(world.book.history()).hasSize(1);
    }

    private void tryToLearn() {
        for (int i = 0; i < 30; i++) {
            engine.onFrame(world.frame(world.point(9), "?"));
        }
        engine.onDrift(World.drift(Kind.ONSET));
        engine.tryToWork();
    }

    @Test
    void disabledItStartsNoneByItself() {
        engine = new Engine(world, new Settings(false, 1, 1, Duration.ofNanos(1), 1, 0, 1, 1, 1), world.book);
        engine.onDrift(World.drift(Kind.ONSET));
        frames(9, 40);
        assertThat(world.book.history()).isEmpty();
        assertThat(engine.run("command")).hasSize(1);
    }

    @Test
    void theScheduleStartsACycleWithoutDrift() {
        engine = new Engine(world, new Settings(true, 20, 30, Duration.ofNanos(1), 0.01, 200, 0.1, 0.1, 1), world.book);
        frames(9, 40);
        assertThat(world.book.history()).extracting(AdaptationRecord::trigger).containsExactly("schedule");
    }

    @Test
    void inLockstepACycleIsOverWhenItsFrameWasHeard() {
        world.feed(9, 40);
        engine = new Engine(world, Settings.DEFAULT, world.book, true);
        engine.onDrift(World.drift(Kind.ONSET));
        engine.onFrame(world.frame(world.point(9), "?"));
        assertThat(world.book.history()).hasSize(1);
    }

    @Test
    void aClassThatDoesNoHarmIsConfirmedAfterItsProbation() {
        adapt();
        for (int i = 0; i < 200; i++) {
            frames(i % 3 == 0 ? 9 : i % 3, 1);
        }
        assertThat(world.book.probations()).isEmpty();
        assertThat(world.audited).containsExactly("adaptation-accepted", "adaptation-confirmed");
        assertThat(world.book.history().get(0).outcome()).isEqualTo(Outcome.ACCEPTED);
    }

    /** The held-out samples cannot show what the stream will be; the shadow on the stream does. */
    @Test
    void aClassThatTakesKnownFramesIsRolledBackToTheSnapshot() {
        acceptPoison();
        var poisoned = world.classifier.model();
        for (int i = 0; i < 60; i++) {
            frame(nearPoison());
        }
        assertThat(world.classifier.model()).isNotSameAs(poisoned);
        assertThat(world.classifier.model().sizes()).containsOnlyKeys("0", "1", "2");
        var record = world.book.history().get(0);
        assertThat(record.outcome()).isEqualTo(Outcome.ROLLED_BACK);
        assertThat(record.reason()).contains("novel-1 took").contains("frames that the model without it was sure of");
        assertThat(record.after()).containsKeys("holdoutAccuracy", "probationStolen");
        assertThat(world.with(Status.REJECTED)).hasSameSizeAs(record.sampleIds());
        assertThat(world.audited).containsExactly("adaptation-accepted", "adaptation-rolled-back");
        assertThat(world.rolledBackTo).containsExactly(record.snapshot());
        world.boot();
        assertThat(world.classifier.model().sizes()).containsOnlyKeys("0", "1", "2");
        assertThat(world.book.history()).extracting(AdaptationRecord::outcome).containsExactly(Outcome.ROLLED_BACK);
    }

    @Test
    void whatWasDecidedSinceTheSnapshotStays() {
        acceptPoison();
        engine.apply(new LabelFrame("f", -1, "1", "1"));
        untilRolledBack();
        assertThat(world.rolledBackTo).hasSize(1);
        assertThat(world.book.isApplied("f")).isTrue();
        assertThat(world.book.history()).hasSize(1);
    }

    @Test
    void ifTheSnapshotIsGoneOnlyTheClassGoes() {
        acceptPoison();
        world.disk.snapshots.clear();
        untilRolledBack();
        assertThat(world.rolledBackTo).isEmpty();
        assertThat(world.classifier.model().sizes()).containsOnlyKeys("0", "1", "2");
        assertThat(world.book.history()).extracting(AdaptationRecord::outcome).containsExactly(Outcome.ROLLED_BACK);
    }

    @Test
    void whatWasLearnedLaterStays() {
        acceptPoison();
        world.heuristic = (pending, model) -> List.of(new Proposal("novel-2",
                pending.stream().map(QuarantinedSample::id).toList(),
                Stream.generate(() -> world.middle(12)).limit(15).toList(), Map.of("separation", 2.0), "because"));
        world.feed(12, 15);
        assertThat(engine.run("command")).extracting(AdaptationRecord::outcome).containsExactly(Outcome.ACCEPTED);
        world.heuristic = (pending, model) -> List.of();
        untilRolledBack();
        assertThat(world.rolledBackTo).isEmpty();
        assertThat(world.classifier.model().sizes()).containsOnlyKeys("0", "1", "2", "novel-2");
        assertThat(world.book.probations()).singleElement()
                .satisfies(probation -> assertThat(probation.record().label()).isEqualTo("novel-2"));
    }

    @Test
    void aClassThatIsLearnedMoreOfTakesNothingFromItself() {
        adapt();
        var model = world.classifier.model();
        var more = new Probation(world.book.history().get(0), model, model);
        for (int i = 0; i < 50; i++) {
            more.observe(world.middle(9), world.classifier);
        }
        assertThat(more.counts().won()).isEqualTo(50);
        assertThat(more.counts().stolen()).isZero();
    }

    @Test
    void probationGoesOnAfterARestartAndTakesOnlyTheClassAway() {
        acceptPoison();
        world.boot();
        engine = engine();
        assertThat(world.book.probations()).hasSize(1);
        engine.apply(new AddSamples("f", "shoe", List.of(world.point(20))));
        for (int i = 0; i < 60; i++) {
            frame(nearPoison());
        }
        assertThat(world.classifier.model().sizes()).containsOnlyKeys("0", "1", "2", "shoe");
        assertThat(world.book.history()).extracting(AdaptationRecord::outcome).containsExactly(Outcome.ROLLED_BACK);
        assertThat(world.book.isApplied("f")).isTrue();
    }

    @Test
    void aClassThatAPersonNamedIsNoLongerOnProbation() {
        adapt();
        engine.apply(new Rename("f", "novel-1", "shoe"));
        frames(1, 2);
        assertThat(world.book.probations()).isEmpty();
        assertThat(world.audited).contains("adaptation-settled");
        assertThat(world.classifier.model().sizes()).containsKey("shoe");
    }

    @Test
    void aPowerCutWhileRollingBackLeavesAUsableDevice() {
        for (int write = 0; write < 5; write++) {
            for (boolean before : new boolean[] {true, false}) {
                var test = new EngineTest();
                test.acceptPoison();
                test.world.cutPowerAtWrite(write, before);
                try {
                    for (int i = 0; i < 60; i++) {
                        test.frame(test.nearPoison());
                    }
                } catch (World.PowerCut cut) {
                    test.world.boot();
                    test.engine = test.engine();
                }
                for (int i = 0; i < 60; i++) {
                    test.frame(test.nearPoison());
                }
                assertThat(test.world.classifier.model().sizes()).as("write %s", write)
                        .containsOnlyKeys("0", "1", "2");
                assertThat(test.world.book.probations()).isEmpty();
            }
        }
    }

    @Test
    void aClassThatDidHarmMakesTheNextCycleWaitLongerAndAConfirmedOneEndsThat() {
        acceptPoison();
        var frames = untilRolledBack();
        world.disk.quarantine.clear();
        world.heuristic = (pending, model) -> List.of(new Proposal("novel-1",
                pending.stream().map(QuarantinedSample::id).toList(),
                pending.stream().map(QuarantinedSample::features).limit(15).toList(), Map.of(), "because"));
        engine.onDrift(World.drift(Kind.ONSET));
        assertThat(frames + framesUntilDecision(2)).as("since the cycle before; 25 without harm").isEqualTo(50);
        for (int i = 0; i < 200; i++) {
            frames(i % 3 == 0 ? 9 : i % 3, 1);
        }
        assertThat(world.audited).contains("adaptation-confirmed");
        var cycles = countCycles();
        engine.run("command");
        frames(12, 24);
        assertThat(cycles[0]).isEqualTo(1);
        frames(12, 1);
        assertThat(cycles[0]).as("as long as at first").isEqualTo(2);
    }

    @Test
    void aCycleThatFindsNothingOrIsAcceptedIsFollowedByTheUsualWait() {
        engine.onDrift(World.drift(Kind.ONSET));
        var cycles = countCycles();
        frames(9, 19);
        assertThat(cycles[0]).isZero();
        frames(9, 1);
        assertThat(cycles[0]).isEqualTo(1);
        frames(9, 24);
        assertThat(cycles[0]).isEqualTo(1);
        frames(9, 1);
        assertThat(cycles[0]).isEqualTo(2);
        world.heuristic = (pending, model) -> List.of(new Proposal("novel-1", List.of(),
                pending.stream().map(QuarantinedSample::features).limit(15).toList(), Map.of(), "because"));
        assertThat(engine.run("command")).extracting(AdaptationRecord::outcome).containsExactly(Outcome.ACCEPTED);
        cycles = countCycles();
        frames(12, 24);
        assertThat(cycles[0]).isZero();
        frames(12, 1);
        assertThat(cycles[0]).isEqualTo(1);
    }

    /** From here on nothing is proposed. */
    private int[] countCycles() {
        var cycles = new int[1];
        world.heuristic = (pending, model) -> {
            cycles[0]++;
            return List.of();
        };
        return cycles;
    }

    /** A frame, a command and feedback come from different threads. */
    @Test
    void nothingThatIsDoneKeepsOthersOut() {
        engine.run("command");
        othersMayWork("f1");
        engine.apply(new AddSamples("f", "shoe", List.of(world.point(20))));
        othersMayWork("f2");
        engine.work();
        othersMayWork("f3");
    }

    private void othersMayWork(String id) {
        var result = assertTimeoutPreemptively(Duration.ofSeconds(20),
                () -> engine.apply(new AddSamples(id, "shoe", List.of(world.point(20)))));
        assertThat(result.outcome()).isEqualTo(FeedbackResult.Outcome.APPLIED);
    }

    /** @return frames that it took */
    private int untilRolledBack() {
        int frames = 0;
        while (world.book.history().get(0).outcome() == Outcome.ACCEPTED && frames < 60) {
            frame(nearPoison());
            frames++;
        }
        assertThat(world.book.history()).extracting(AdaptationRecord::outcome).contains(Outcome.ROLLED_BACK);
        return frames;
    }

    @Test
    void aFailureIsToldOnceAndTriedAgain() {
        var log = new Heard(Engine.class);
        engine.onDrift(World.drift(Kind.ONSET));
        world.diskFull = true;
        var lockstep = new Engine(world, TRUSTING, world.book, true);
        lockstep.onDrift(World.drift(Kind.ONSET));
        for (int i = 0; i < 60; i++) {
            lockstep.onFrame(world.frame(world.point(9), "?"));
        }
        assertThat(world.book.history()).isEmpty();
        assertThat(world.classifier.model().sizes()).containsOnlyKeys("0", "1", "2");
        assertThat(log.at(Level.WARNING)).singleElement().asString().contains("will be tried again");
        world.diskFull = false;
        for (int i = 0; i < 60; i++) {
            lockstep.onFrame(world.frame(world.point(9), "?"));
        }
        assertThat(world.book.history()).hasSize(1);
        assertThat(log.at(Level.INFO)).singleElement().asString().startsWith("Adaptation novel-1 (ACCEPTED): ");
        log.close();
    }

    @Test
    void itsThreadDoesTheWorkAndEndsWhenClosed() throws Exception {
        engine.start();
        assertThat(Thread.getAllStackTraces().keySet()).filteredOn(one -> one.getName().equals("tinylcm-adaptation"))
                .singleElement().satisfies(one -> {
                    assertThat(one.isDaemon()).isTrue();
                    assertThat(one.getPriority()).as("frames go first").isEqualTo(Thread.MIN_PRIORITY);
                });
        engine.onDrift(World.drift(Kind.ONSET));
        long until = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        // Frames go on as on a device: the first cycle may start before enough samples are there and propose nothing.
        while (world.book.history().isEmpty() && System.nanoTime() < until) {
            engine.onFrame(world.frame(9));
            Thread.yield();
        }
        engine.close();
        assertThat(world.book.history()).isNotEmpty();
        assertThat(Thread.getAllStackTraces().keySet()).noneMatch(thread -> thread.getName()
                .equals("tinylcm-adaptation"));
    }

    private int framesUntilDecision(int decisions) {
        int frames = 0;
        while (world.book.history().size() < decisions && frames < 1000) {
            frames(9, 1);
            frames++;
        }
        return frames;
    }

    private Engine engine() {
        return new Engine(world, TRUSTING, world.book);
    }

    private void adapt() {
        world.feed(9, 40);
        assertThat(engine.run("command")).hasSize(1);
    }

    /** In the midst of known class 1. */
    private void acceptPoison() {
        world.feed(9, 15);
        var poison = Stream.generate(this::nearPoison).limit(15).toList();
        world.heuristic = (pending, model) -> List.of(new Proposal("novel-1",
                pending.stream().map(QuarantinedSample::id).toList(), poison, Map.of(), "because"));
        assertThat(engine.run("command")).extracting(AdaptationRecord::outcome).containsExactly(Outcome.ACCEPTED);
        world.heuristic = (pending, model) -> List.of();
    }

    private float[] usual() {
        var result = new Classification(World.K);
        while (true) {
            var point = world.point(1);
            world.classifier.model().classify(point, result);
            if (result.familiarity() > 0.6 && result.familiarity() < 0.8) {
                return point;
            }
        }
    }

    private float[] nearPoison() {
        return world.beside(spot);
    }

    private void frames(int centre, int count) {
        for (int i = 0; i < count; i++) {
            frame(world.point(centre));
        }
    }

    private void frame(float[] features) {
        engine.onFrame(world.frame(features, "?"));
        engine.work();
    }
}
