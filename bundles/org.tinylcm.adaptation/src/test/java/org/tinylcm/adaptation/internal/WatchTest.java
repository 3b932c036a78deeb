package org.tinylcm.adaptation.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.tinylcm.adapt.AdaptationRecord;
import org.tinylcm.adapt.AdaptationRecord.Outcome;
import org.tinylcm.adaptation.internal.Probation.Counts;
import org.tinylcm.classify.ModelChange.AddPrototypes;
import org.tinylcm.classify.Prototype.Origin;
import org.tinylcm.quarantine.QuarantinedSample;
import org.tinylcm.quarantine.QuarantinedSample.Status;

/** Which classes go and which stay; what leads to it is in {@link EngineTest} and {@link GuardTest}. */
class WatchTest {
    private final World world = new World();
    private final Tenure tenure = new Tenure(world.book);
    private final Ground ground = new Ground();
    private final Watch watch = new Watch(world, Settings.DEFAULT, world.book, tenure, ground);

    @Test
    void whileAProbationRunsThereIsNothingToDo() {
        assertThat(watch.somethingToDo()).isFalse();
        world.book.begin(new Probation(learned("one", 2), Counts.NONE));
        assertThat(watch.somethingToDo()).isFalse();
        assertThat(watch.settle()).isZero();
        assertThat(world.book.probations()).hasSize(1);
        assertThat(world.audited).isEmpty();
    }

    @Test
    void oneThatIsOverIsSettledWithItsFigures() {
        var one = learned("one", 2);
        world.book.begin(new Probation(one, new Counts(200, 50, 100, 2, 150, 150)));
        assertThat(watch.somethingToDo()).isTrue();
        assertThat(watch.settle()).isZero();
        assertThat(world.book.probations()).isEmpty();
        assertThat(world.audited).containsExactly("adaptation-confirmed");
        assertThat(world.auditDetails.get(0).get("id")).isEqualTo(one.id());
        assertThat(world.auditDetails.get(0).get("figures")).asString().contains("probationWon=0.25");
        assertThat(watch.somethingToDo()).isFalse();
    }

    @Test
    void eachHarmfulClassIsTakenBackAndTheOthersStay() {
        world.book.begin(new Probation(learned("one", 2), new Counts(20, 10, 10, 10, 20, 20)));
        world.book.begin(new Probation(learned("two", 2), Counts.NONE));
        world.book.begin(new Probation(learned("three", 2), new Counts(20, 10, 10, 10, 20, 20)));
        assertThat(watch.settle()).isEqualTo(2);
        assertThat(world.classifier.model().sizes()).containsOnlyKeys("0", "1", "2", "two");
        assertThat(world.book.probations()).extracting(probation -> probation.record().label()).containsExactly("two");
        assertThat(outcomes()).containsExactlyInAnyOrder("two ACCEPTED", "one ROLLED_BACK", "three ROLLED_BACK");
        assertThat(world.disk.state).as("saved").isNotEmpty();
        assertThat(statuses()).containsOnly(Map.entry("q-one", Status.REJECTED), Map.entry("q-two", Status.ADAPTED),
                Map.entry("q-three", Status.REJECTED));
    }

    @Test
    void whenTheKnownClassesMoveOnlyWhatWasClearlyApartStays() {
        var close = learned("close", Math.nextDown(Disguise.APART));
        learned("apart", Disguise.APART);
        world.book.begin(new Probation(close, Counts.NONE));
        world.book.begin(new Probation(record("other", "apart", Disguise.APART), Counts.NONE));
        tenure.observe(world.frame(1), world.classifier);
        assertThat(watch.somethingToDo()).isFalse();
        for (int i = 0; i < Ground.LEAST; i++) {
            ground.observe(Ground.KNOWN);
        }
        assertThat(watch.somethingToDo()).isTrue();
        assertThat(watch.settle()).isEqualTo(1);
        assertThat(world.classifier.model().sizes()).containsOnlyKeys("0", "1", "2", "apart");
        assertThat(world.book.probations()).extracting(probation -> probation.record().label()).containsExactly("apart");
        assertThat(outcomes()).containsExactlyInAnyOrder("apart ACCEPTED", "close ROLLED_BACK");
        assertThat(world.audited).containsExactly("adaptation-rolled-back");
        assertThat(world.auditDetails.get(0).get("label")).isEqualTo("close");
        assertThat(statuses()).containsOnly(Map.entry("q-close", Status.REJECTED), Map.entry("q-apart", Status.ADAPTED));
        assertThat(watch.somethingToDo()).isFalse();
    }

    /** Learned twice, and once clearly apart: it is a thing of its own. */
    @Test
    void theCycleThatFoundAClassFarthestApartCounts() {
        learned("one", 2);
        world.book.note(record("again", "one", 1));
        tenure.observe(world.frame(1), world.classifier);
        for (int i = 0; i < Ground.LEAST; i++) {
            ground.observe(Ground.KNOWN);
        }
        assertThat(watch.somethingToDo()).isFalse();
    }

    private AdaptationRecord learned(String label, double separation) {
        world.disk.quarantine.put("q-" + label, new QuarantinedSample("q-" + label, Instant.EPOCH, 1, "f", "0", 0.5, 1, 1,
                new float[World.DIMENSION], world.pack.id(), "odd", Status.ADAPTED, label, null));
        world.classifier.adopt(world.classifier.propose(List.of(new AddPrototypes(label, List.of(world.middle(9),
                world.middle(9)), Origin.ADAPTATION))));
        var record = record(label, label, separation);
        world.book.note(record);
        return record;
    }

    private static AdaptationRecord record(String id, String label, double separation) {
        return new AdaptationRecord(id, Instant.EPOCH, 1, "drift", label, List.of("q-" + label), Outcome.ACCEPTED,
                "because", Map.of(), Map.of(Disguise.SEPARATION, separation), "snap");
    }

    private List<String> outcomes() {
        return world.book.history().stream().map(record -> record.label() + ' ' + record.outcome()).toList();
    }

    private Map<String, Status> statuses() {
        return world.disk.quarantine.values().stream()
                .collect(Collectors.toMap(QuarantinedSample::id, QuarantinedSample::status));
    }
}
