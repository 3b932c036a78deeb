package org.tinylcm.adaptation.internal;

import java.util.List;
import java.util.Map;
import org.tinylcm.adapt.AdaptationRecord.Outcome;
import org.tinylcm.classify.ModelChange.RemoveLabel;
import org.tinylcm.quarantine.QuarantinedSample.Status;

/** Ends probations: confirms the class, or takes it back. */
final class Watch {
    private final Surroundings around;
    private final Settings settings;
    private final Book book;
    private final Commit commit;

    Watch(Surroundings around, Settings settings, Book book) {
        this.around = around;
        this.settings = settings;
        this.book = book;
        this.commit = new Commit(around);
    }

    boolean somethingToDo() {
        return book.probations().stream()
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
        return takenBack;
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
            removeClass(probation);
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

    private void removeClass(Probation probation) {
        var classifier = around.classifier();
        var label = probation.record().label();
        commit.betweenFrames(() -> {
            if (classifier.model().sizes().containsKey(label)) {
                classifier.adopt(classifier.propose(List.of(new RemoveLabel(label))));
            }
            return null;
        });
    }
}
