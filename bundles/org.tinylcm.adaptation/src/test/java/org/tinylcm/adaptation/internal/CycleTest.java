package org.tinylcm.adaptation.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.tinylcm.adapt.AdaptationRecord;
import org.tinylcm.adapt.AdaptationRecord.Outcome;
import org.tinylcm.adapt.Proposal;
import org.tinylcm.quarantine.QuarantinedSample;
import org.tinylcm.quarantine.QuarantinedSample.Status;

class CycleTest {
    private final World world = new World();

    @Test
    void aNewConceptBecomesOneClassAndTheKnownOnesStay() {
        world.feed(9, 40);
        var records = run();
        assertThat(records).hasSize(1);
        var record = records.get(0);
        assertThat(record.outcome()).isEqualTo(Outcome.ACCEPTED);
        assertThat(record.label()).isEqualTo("novel-1");
        assertThat(record.frame()).isEqualTo(77);
        assertThat(record.trigger()).isEqualTo("test");
        assertThat(record.before()).containsKeys("holdoutAccuracy", "holdoutConfidence");
        assertThat(record.after()).containsKeys("holdoutAccuracy", "holdoutConfidence", "size", "separation");
        assertThat(world.share(9, "novel-1")).isGreaterThan(0.95);
        assertThat(world.share(1, "1")).isGreaterThan(0.95);
        assertThat(world.rebased).isEqualTo(1);
        assertThat(world.audited).containsExactly("adaptation-accepted");
        assertThat(world.book.history()).containsExactly(record);
        assertThat(world.disk.snapshots).containsKey(record.snapshot());
    }

    @Test
    void samplesOfAnotherPackAreLeftAlone() {
        world.feed(9, 40);
        world.disk.quarantine.replaceAll((id, s) -> new QuarantinedSample(id, s.at(), s.frame(), s.frameName(),
                s.predicted(), s.confidence(), s.novelty(), s.inputFamiliarity(), s.features(), "another pack",
                s.reason(), s.status(), s.label(), s.truth()));
        assertThat(run()).isEmpty();
        assertThat(world.with(Status.PENDING)).hasSize(world.disk.quarantine.size()).isNotEmpty();
    }

    /** Original: three samples were logged, three others were trained. */
    @Test
    void theSamplesOnRecordAreTheSamplesThatWereLearned() {
        world.feed(9, 40);
        var record = run().get(0);
        assertThat(world.with(Status.ADAPTED)).extracting(QuarantinedSample::id)
                .containsExactlyInAnyOrderElementsOf(record.sampleIds());
        var learned = world.classifier.model().prototypes().stream()
                .filter(prototype -> prototype.label().equals("novel-1")).toList();
        assertThat(learned).hasSize(15).allSatisfy(prototype -> assertThat(world.with(Status.ADAPTED))
                .anySatisfy(sample -> assertThat(sample.features()).containsExactly(prototype.features())));
    }

    /** Original: snapshots were empty, and rolling back restored nothing. */
    @Test
    void theSnapshotHoldsTheModelFromBefore() {
        world.feed(9, 40);
        var record = run().get(0);
        world.pipeline().rollback(record.snapshot());
        assertThat(world.classifier.model().sizes()).containsOnlyKeys("0", "1", "2");
        assertThat(world.book.history()).isEmpty();
    }

    @Test
    void outliersThatAreInQuarantineTooStayPending() {
        world.feed(9, 40);
        for (int i = 0; i < 15; i++) {
            var far = world.point(i % 3);
            far[10 + i] += 9;
            world.frame(far, "outlier");
        }
        run();
        assertThat(world.with(Status.PENDING)).hasSizeGreaterThanOrEqualTo(14)
                .filteredOn(sample -> sample.truth().equals("outlier")).hasSizeGreaterThanOrEqualTo(14);
        assertThat(world.with(Status.ADAPTED)).extracting(QuarantinedSample::truth).containsOnly("9");
    }

    @Test
    void twoConceptsBecomeTwoClasses() {
        world.feed(9, 40);
        world.feed(12, 30);
        assertThat(run()).extracting(record -> record.outcome()).containsExactly(Outcome.ACCEPTED, Outcome.ACCEPTED);
        assertThat(world.share(9, "novel-1")).isGreaterThan(0.95);
        assertThat(world.share(12, "novel-2")).isGreaterThan(0.95);
    }

    @Test
    void aProposalThatCostsAccuracyIsRefusedAndLeavesNoTrace() {
        world.feed(9, 3);
        var before = world.classifier.model();
        world.heuristic = (pending, model) -> List.of(proposal(pending, Stream.generate(() -> world.middle(1))
                .limit(15).toList()));
        var record = run().get(0);
        assertThat(record.outcome()).isEqualTo(Outcome.ROLLED_BACK);
        assertThat(record.reason()).contains("accuracy on held-out samples would fall from");
        assertThat(record.snapshot()).isEmpty();
        assertThat(record.after().get("holdoutAccuracy")).isLessThan(record.before().get("holdoutAccuracy"));
        assertThat(world.classifier.model()).isSameAs(before);
        assertThat(world.rebased).isZero();
        assertThat(world.with(Status.REJECTED)).hasSize(3);
        assertThat(world.audited).containsExactly("adaptation-refused");
    }

    @Test
    void aRefusalIsRememberedOrNothingHasHappened() {
        world.feed(9, 3);
        world.heuristic = (pending, model) -> List.of(proposal(pending, Stream.generate(() -> world.middle(1))
                .limit(15).toList()));
        world.diskFull = true;
        assertThatThrownBy(this::run).hasMessage("disk full");
        assertThat(world.book.history()).isEmpty();
        assertThat(world.with(Status.PENDING)).hasSize(3);
        world.diskFull = false;
        var record = run().get(0);
        assertThat(world.book.history()).containsExactly(record);
        world.boot();
        assertThat(world.book.history()).containsExactly(record);
    }

    @Test
    void whatElseLiesInQuarantineDoesNotCountAgainstAProposal() {
        for (int i = 0; i < 40; i++) {
            var point = world.point(1);
            point[20] += 5;
            world.frame(point, "1");
        }
        var before = world.with(Status.PENDING).size();
        world.feed(9, 10);
        world.heuristic = (pending, model) -> List.of(new Proposal("novel-1",
                pending.stream().map(QuarantinedSample::id).skip(before).toList(),
                Stream.generate(() -> world.point(9)).limit(15).toList(), Map.of("separation", 1.1), "because"));
        assertThat(run()).extracting(AdaptationRecord::outcome).containsExactly(Outcome.ACCEPTED);
        assertThat(world.with(Status.PENDING)).hasSize(before);
    }

    @Test
    void aDecisionThatWasSavedIsMarkedAfterARestart() {
        world.feed(9, 40);
        var ids = run().get(0).sampleIds();
        world.disk.quarantine.replaceAll((id, sample) -> sample.with(Status.PENDING, null));
        world.heuristic = (pending, model) -> List.of();
        run();
        assertThat(world.with(Status.ADAPTED)).hasSameSizeAs(ids).allMatch(sample -> sample.label().equals("novel-1"));
    }

    @Test
    void representativesThatStealHeldOutSamplesAreLeftOut() {
        world.feed(9, 20);
        var mixed = new ArrayList<>(Stream.generate(() -> world.point(9)).limit(12).toList());
        mixed.addAll(Stream.generate(() -> world.middle(1)).limit(6).toList());
        world.heuristic = (pending, model) -> List.of(proposal(pending, mixed));
        var record = run().get(0);
        assertThat(record.outcome()).isEqualTo(Outcome.ACCEPTED);
        assertThat(world.classifier.model().sizes().get("novel-1")).isBetween(10, 12);
        assertThat(world.share(1, "1")).isGreaterThan(0.97);
    }

    @Test
    void nothingPendingOrNoHelperMeansNothingToDecide() {
        assertThat(run()).isEmpty();
        world.heuristic = null;
        assertThat(run()).isEmpty();
        world.classifierThere = false;
        assertThatThrownBy(this::run).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void whenTheStateCannotBeSavedNothingIsChanged() {
        world.feed(9, 40);
        world.diskFull = true;
        assertThatThrownBy(this::run).hasMessage("disk full");
        assertThat(world.classifier.model().sizes()).containsOnlyKeys("0", "1", "2");
        assertThat(world.book.history()).isEmpty();
        assertThat(world.book.probations()).isEmpty();
        assertThat(world.with(Status.PENDING)).hasSize(40);
        world.diskFull = false;
        assertThat(run()).hasSize(1);
    }

    /** Power is cut before and after each write of a cycle; the device starts again and the cycle is repeated. */
    @Test
    void aPowerCutAtAnyWriteLeavesAUsableDeviceAndNeverDoublesAClass() {
        int cuts = 0;
        for (int write = 0; write < 6; write++) {
            for (boolean before : new boolean[] {true, false}) {
                var device = new World();
                device.feed(9, 40);
                device.cutPowerAtWrite(write, before);
                try {
                    new Cycle(device, Settings.DEFAULT, device.book).run("test", 1);
                } catch (World.PowerCut cut) {
                    cuts++;
                }
                device.boot();
                new Cycle(device, Settings.DEFAULT, device.book).run("test", 2);
                assertThat(device.classifier.model().sizes()).as("write %s", write)
                        .isEqualTo(Map.of("0", 40, "1", 40, "2", 40, "novel-1", 15));
                assertThat(device.book.history()).hasSize(1);
                assertThat(device.with(Status.ADAPTED)).extracting(QuarantinedSample::id)
                        .containsExactlyInAnyOrderElementsOf(device.book.history().get(0).sampleIds());
            }
        }
        assertThat(cuts).isEqualTo(8);
    }

    private static Proposal proposal(List<QuarantinedSample> pending, List<float[]> representatives) {
        return new Proposal("novel-1", pending.stream().map(QuarantinedSample::id).toList(), representatives,
                Map.of("size", 3.0), "because");
    }

    private List<AdaptationRecord> run() {
        return new Cycle(world, Settings.DEFAULT, world.book).run("test", 77);
    }
}
