package org.tinylcm.adaptation.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.tinylcm.adapt.AdaptationRecord;
import org.tinylcm.adapt.AdaptationRecord.Outcome;
import org.tinylcm.adapt.Proposal;
import org.tinylcm.classify.Classifier;
import org.tinylcm.classify.ClassifierModel;
import org.tinylcm.classify.ModelChange;
import org.tinylcm.classify.ModelChange.AddPrototypes;
import org.tinylcm.classify.Prototype.Origin;
import org.tinylcm.quarantine.Quarantine;
import org.tinylcm.quarantine.QuarantinedSample;
import org.tinylcm.quarantine.QuarantinedSample.Status;

/**
 * One pass over the pending samples: propose, validate, snapshot, adopt, save, mark.
 *
 * <p>The order of writes makes a power cut at any point harmless. A candidate has no effect, so it is validated first;
 * the snapshot is on disk before anything changes; model and decision are saved together; samples are marked last. If
 * the marks are missing after a restart, {@link #settle} makes up for it from the saved decisions, so the same samples
 * never form a class twice.
 */
final class Cycle {
    /** Candidates tried for one proposal, each without the representatives that did harm in the one before. */
    private static final int TRIES = 4;
    private static final double ROUNDING = 1e-9;

    private final Surroundings around;
    private final Settings settings;
    private final Book book;
    private final Holdout holdout;
    private final Commit commit;

    Cycle(Surroundings around, Settings settings, Book book) {
        this.around = around;
        this.settings = settings;
        this.book = book;
        this.holdout = new Holdout(around.pack());
        this.commit = new Commit(around);
    }

    /**
     * @param frame sequence number of the latest frame
     * @throws IllegalStateException there is no classifier at the moment, or another model came into use meanwhile
     */
    List<AdaptationRecord> run(String trigger, long frame) {
        var classifier = around.classifier();
        var quarantine = around.quarantine();
        var heuristic = around.heuristic();
        if (quarantine.isEmpty() || heuristic.isEmpty()) {
            return List.of();
        }
        settle(quarantine.get());
        var decisions = new ArrayList<AdaptationRecord>();
        for (var proposal : heuristic.get().propose(pending(quarantine.get()), classifier.model())) {
            decisions.add(decide(proposal, trigger, frame, classifier, quarantine.get()));
        }
        return decisions;
    }

    private List<QuarantinedSample> pending(Quarantine quarantine) {
        return pending(quarantine, around.pack().id());
    }

    /** Samples of another pack wait until that pack is back: their features mean something else. */
    static List<QuarantinedSample> pending(Quarantine quarantine, String modelId) {
        return quarantine.samples().stream()
                .filter(sample -> sample.status() == Status.PENDING && sample.modelId().equals(modelId)).toList();
    }

    /** Marks pending samples on which a saved decision exists: the device stopped before it could do that. */
    private void settle(Quarantine quarantine) {
        for (var sample : pending(quarantine)) {
            book.decisionOn(sample.id()).ifPresent(record -> {
                boolean accepted = record.outcome() == Outcome.ACCEPTED;
                quarantine.mark(List.of(sample.id()), accepted ? Status.ADAPTED : Status.REJECTED,
                        accepted ? record.label() : null);
            });
        }
    }

    private AdaptationRecord decide(Proposal proposal, String trigger, long frame, Classifier classifier,
            Quarantine quarantine) {
        var base = classifier.model();
        var bare = Bare.of(classifier, book.accepted());
        var before = holdout.score(base);
        double best = Math.max(before.accuracy(), holdout.score(bare).accuracy());
        double separation = proposal.figures().getOrDefault(Disguise.SEPARATION, 0.0);
        if (Disguise.isKnown(features(proposal, quarantine), separation, bare, holdout)) {
            return refuse(record(proposal, trigger, frame, Outcome.ROLLED_BACK, "the samples look like known classes "
                    + "that have moved: their neighbours agree as on known samples", before, before), quarantine);
        }
        var representatives = proposal.representatives();
        Holdout.Score after = null;
        for (int attempt = 0; attempt < TRIES && representatives.size() >= least(base, proposal); attempt++) {
            var candidate = candidate(classifier, proposal, representatives);
            after = holdout.score(candidate);
            if (best - after.accuracy() <= settings.maxAccuracyLoss() + ROUNDING) {
                var record = record(proposal, trigger, frame, Outcome.ACCEPTED, proposal.rationale(), before, after);
                return accept(record, classifier, base, candidate, quarantine);
            }
            representatives = holdout.harmless(representatives, candidate, proposal.label());
        }
        return refuse(record(proposal, trigger, frame, Outcome.ROLLED_BACK, refusal(best, after), before,
                after == null ? before : after), quarantine);
    }

    /** A class that cannot win a majority of the neighbours is none; a proposal smaller than that is taken as it is. */
    private static int least(ClassifierModel model, Proposal proposal) {
        return Math.max(1, Math.min(model.neighbours(), proposal.representatives().size()));
    }

    private static ClassifierModel candidate(Classifier classifier, Proposal proposal, List<float[]> samples) {
        ModelChange add = new AddPrototypes(proposal.label(), samples, Origin.ADAPTATION);
        return classifier.propose(List.of(add));
    }

    private AdaptationRecord accept(AdaptationRecord draft, Classifier classifier, ClassifierModel base,
            ClassifierModel candidate, Quarantine quarantine) {
        var snapshot = around.pipeline().snapshot("before adaptation " + draft.label());
        var record = Records.withSnapshot(draft, snapshot.id());
        commit.exchange(classifier, base, candidate, true, () -> {
            book.note(record);
            if (settings.probationFrames() > 0) {
                book.begin(new Probation(record, base, candidate));
            }
        }, () -> book.forget(record));
        around.audit("adaptation-accepted", Records.details(record));
        quarantine.mark(record.sampleIds(), Status.ADAPTED, record.label());
        return record;
    }

    private AdaptationRecord refuse(AdaptationRecord record, Quarantine quarantine) {
        book.note(record);
        commit.saveOr(() -> book.forget(record));
        around.audit("adaptation-refused", Records.details(record));
        quarantine.mark(record.sampleIds(), Status.REJECTED, null);
        return record;
    }

    private AdaptationRecord record(Proposal proposal, String trigger, long frame, Outcome outcome, String reason,
            Holdout.Score before, Holdout.Score after) {
        return new AdaptationRecord(UUID.randomUUID().toString(), around.now(), frame, trigger, proposal.label(),
                proposal.sampleIds(), outcome, reason, before.figures(), with(after, proposal.figures()), "");
    }

    private static Map<String, Double> with(Holdout.Score score, Map<String, Double> cluster) {
        return Records.union(cluster, score.figures());
    }

    private static List<float[]> features(Proposal proposal, Quarantine quarantine) {
        var ids = Set.copyOf(proposal.sampleIds());
        return quarantine.samples().stream().filter(sample -> ids.contains(sample.id()))
                .map(QuarantinedSample::features).toList();
    }

    /** @param best accuracy of the model in use or of the one without anything learned by itself, what is larger */
    private String refusal(double best, Holdout.Score after) {
        return after == null ? "the proposal has no representatives"
                : String.format(Locale.ROOT, "accuracy on held-out samples would fall from %.4f to %.4f, more than the "
                        + "accepted %.4f", best, after.accuracy(), settings.maxAccuracyLoss());
    }
}
