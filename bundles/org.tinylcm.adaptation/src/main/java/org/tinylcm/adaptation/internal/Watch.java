package org.tinylcm.adaptation.internal;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tinylcm.adapt.AdaptationRecord.Outcome;
import org.tinylcm.classify.ModelChange.RemoveLabel;
import org.tinylcm.quarantine.QuarantinedSample.Status;

/** Ends probations: confirms the class, or takes it back, then or later. */
final class Watch {
    private final Surroundings around;
    private final Settings settings;
    private final Book book;
    private final Tenure tenure;
    private final Ground ground;
    private final Commit commit;

    Watch(Surroundings around, Settings settings, Book book, Tenure tenure, Ground ground) {
        this.around = around;
        this.settings = settings;
        this.book = book;
        this.tenure = tenure;
        this.ground = ground;
        this.commit = new Commit(around);
    }

    boolean somethingToDo() {
        return harm().isPresent() || book.probations().stream()
                .anyMatch(probation -> probation.verdict(settings) != Probation.Verdict.RUNNING);
    }

    /** @return number of classes taken back */
    int settle() {
        int takenBack = 0;
        for (var probation : book.probations()) {
            switch (probation.verdict(settings)) {
                case RUNNING -> { }
                case SETTLED -> end(probation, "adaptation-settled");
                case PASSED -> end(probation, "adaptation-confirmed");
                case HARMFUL -> {
                    takeBack(probation, probation.harm(settings).orElse("did harm"));
                    takenBack++;
                }
            }
        }
        for (var harm = harm(); harm.isPresent(); harm = harm()) {
            takeBack(harm.get());
            takenBack++;
        }
        return takenBack;
    }

    /** When the known classes move, what was never clearly apart from them is likely to be of them. */
    private Optional<Tenure.Harm> harm() {
        var harm = tenure.harm(settings);
        if (harm.isPresent() || !ground.moved()) {
            return harm;
        }
        var apart = new HashMap<String, Double>();
        for (var record : book.history()) {
            if (record.outcome() == Outcome.ACCEPTED && tenure.watches(record.label())) {
                apart.merge(record.label(), record.after().getOrDefault(Disguise.SEPARATION, 0.0), Math::max);
            }
        }
        return apart.entrySet().stream().filter(entry -> entry.getValue() < Disguise.APART).findFirst()
                .map(entry -> new Tenure.Harm(entry.getKey(), "the known classes have moved, and " + entry.getKey()
                        + " was never clearly apart from them"));
    }

    /** All of a class, whatever cycles it came from: what it is now is what does harm. */
    private void takeBack(Tenure.Harm harm) {
        tenure.forget(harm.label());
        book.probations().stream().filter(probation -> probation.record().label().equals(harm.label()))
                .forEach(book::end);
        removeClass(harm.label());
        var records = book.history().stream().filter(record -> record.outcome() == Outcome.ACCEPTED
                && record.label().equals(harm.label()))
                .map(record -> Records.rolledBack(record, harm.reason(), Map.of())).toList();
        records.forEach(book::note);
        around.pipeline().saveState();
        for (var record : records) {
            around.audit("adaptation-rolled-back", Records.details(record));
            around.quarantine().ifPresent(quarantine -> quarantine.mark(record.sampleIds(), Status.REJECTED, null));
        }
    }

    private void end(Probation probation, String kind) {
        book.end(probation);
        around.audit(kind, Map.of("id", probation.record().id(), "label", probation.record().label(),
                "figures", probation.figures()));
    }

    /**
     * Nothing else has changed the model since: the snapshot comes back, with the monitors as they were. Otherwise, or
     * if the snapshot is no longer kept, only the class goes, and what came in between stays.
     */
    private void takeBack(Probation probation, String reason) {
        var record = Records.rolledBack(probation.record(), reason, probation.figures());
        if (!snapshotBack(probation)) {
            removeClass(probation.record().label());
        }
        book.end(probation);
        book.note(record);
        around.pipeline().saveState();
        around.audit("adaptation-rolled-back", Records.details(record));
        around.quarantine().ifPresent(quarantine -> quarantine.mark(record.sampleIds(), Status.REJECTED, null));
    }

    private boolean snapshotBack(Probation probation) {
        var model = around.classifier().model();
        boolean latest = book.history().stream().filter(record -> record.outcome() == Outcome.ACCEPTED)
                .reduce((older, newer) -> newer)
                .map(record -> record.id().equals(probation.record().id())).orElse(false);
        if (!latest || !probation.stillInUse(model)) {
            return false;
        }
        var own = book.save();
        try {
            around.pipeline().rollback(probation.record().snapshot());
        } catch (IllegalArgumentException gone) {
            return false;
        } finally {
            // The snapshot holds this book as it was; decisions and feedback since then did happen.
            book.restore(own);
        }
        return true;
    }

    private void removeClass(String label) {
        var classifier = around.classifier();
        commit.betweenFrames(() -> {
            if (classifier.model().sizes().containsKey(label)) {
                classifier.adopt(classifier.propose(List.of(new RemoveLabel(label))));
            }
            return null;
        });
    }
}
