package org.tinylcm.adaptation.internal;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tinylcm.classify.ClassifierModel;
import org.tinylcm.classify.ModelChange;
import org.tinylcm.classify.ModelChange.AddPrototypes;
import org.tinylcm.classify.ModelChange.RemoveLabel;
import org.tinylcm.classify.ModelChange.RenameLabel;
import org.tinylcm.classify.Prototype.Origin;
import org.tinylcm.feedback.Feedback;
import org.tinylcm.feedback.Feedback.AddSamples;
import org.tinylcm.feedback.Feedback.LabelFrame;
import org.tinylcm.feedback.Feedback.LabelQuarantined;
import org.tinylcm.feedback.Feedback.Reject;
import org.tinylcm.feedback.Feedback.Rename;
import org.tinylcm.feedback.FeedbackResult;
import org.tinylcm.feedback.FeedbackResult.Outcome;
import org.tinylcm.quarantine.Quarantine;
import org.tinylcm.quarantine.QuarantinedSample;
import org.tinylcm.quarantine.QuarantinedSample.Status;

/**
 * Applies what people say. The id and the change come into use in the same moment and are saved together; the answer
 * is given after that. The quarantine is marked last, and marked again if the same feedback comes again: the device
 * may have stopped in between.
 */
final class FeedbackDesk {
    private final Surroundings around;
    private final Book book;
    private final Holdout holdout;
    private final Commit commit;

    FeedbackDesk(Surroundings around, Book book) {
        this.around = around;
        this.book = book;
        this.holdout = new Holdout(around.pack());
        this.commit = new Commit(around);
    }

    FeedbackResult apply(Feedback feedback) {
        if (book.isApplied(feedback.id())) {
            mark(feedback);
            return new FeedbackResult(feedback.id(), Outcome.ALREADY_APPLIED, "applied before");
        }
        if (feedback instanceof LabelFrame label) {
            return tell(label);
        }
        var classifier = around.classifier();
        var base = classifier.model();
        ClassifierModel candidate;
        try {
            candidate = classifier.propose(List.of(change(feedback, base)));
        } catch (IllegalArgumentException refused) {
            around.audit("feedback-refused", Map.of("id", feedback.id(), "reason", refused.getMessage()));
            return new FeedbackResult(feedback.id(), Outcome.REFUSED, refused.getMessage());
        }
        boolean otherClasses = !base.sizes().keySet().equals(candidate.sizes().keySet());
        commit.exchange(classifier, base, candidate, otherClasses, () -> book.markApplied(feedback.id()),
                () -> book.unmarkApplied(feedback.id()));
        mark(feedback);
        around.audit("feedback-applied", details(feedback, base, candidate));
        return new FeedbackResult(feedback.id(), Outcome.APPLIED, "applied and saved");
    }

    /** @throws IllegalArgumentException it cannot be applied; what the classifier refuses is refused there */
    private ModelChange change(Feedback feedback, ClassifierModel model) {
        if (feedback instanceof Rename rename) {
            return new RenameLabel(rename.from(), rename.to());
        }
        if (feedback instanceof Reject reject) {
            if (learned(model, reject.label()) == 0) {
                throw new IllegalArgumentException("there is no learned class '" + reject.label() + "'");
            }
            return new RemoveLabel(reject.label());
        }
        if (feedback instanceof AddSamples add) {
            return new AddPrototypes(add.label(), some(add.samples()), Origin.FEEDBACK);
        }
        if (feedback instanceof LabelQuarantined label) {
            var samples = quarantined().stream().filter(sample -> label.sampleIds().contains(sample.id()))
                    .map(QuarantinedSample::features).toList();
            return new AddPrototypes(label.label(), some(samples), Origin.FEEDBACK);
        }
        throw new IllegalArgumentException("unknown feedback " + feedback.getClass().getSimpleName());
    }

    private static List<float[]> some(List<float[]> samples) {
        if (samples.isEmpty()) {
            throw new IllegalArgumentException("none of the samples is kept on this device");
        }
        return samples;
    }

    private static long learned(ClassifierModel model, String label) {
        return model.prototypes().stream()
                .filter(prototype -> prototype.origin() != Origin.PACK && prototype.label().equals(label)).count();
    }

    private FeedbackResult tell(LabelFrame label) {
        commit.betweenFrames(() -> {
            around.labelListeners().forEach(listener -> listener.labelled(label.predicted(), label.label()));
            book.markApplied(label.id());
            return null;
        });
        commit.saveOr(() -> book.unmarkApplied(label.id()));
        return new FeedbackResult(label.id(), Outcome.APPLIED, "applied and saved");
    }

    private void mark(Feedback feedback) {
        around.quarantine().ifPresent(quarantine -> {
            if (feedback instanceof Rename rename) {
                quarantine.mark(labelled(rename.from()), Status.VALIDATED, rename.to());
            } else if (feedback instanceof Reject reject) {
                quarantine.mark(labelled(reject.label()), Status.REJECTED, null);
            } else if (feedback instanceof LabelQuarantined label) {
                quarantine.mark(label.sampleIds(), Status.VALIDATED, label.label());
            }
        });
    }

    private List<String> labelled(String label) {
        return quarantined().stream()
                .filter(sample -> label.equals(sample.label()) && sample.status() == Status.ADAPTED)
                .map(QuarantinedSample::id).toList();
    }

    private List<QuarantinedSample> quarantined() {
        return around.quarantine().map(Quarantine::samples).orElse(List.of()).stream()
                .filter(sample -> sample.modelId().equals(around.pack().id())).toList();
    }

    private Map<String, Object> details(Feedback feedback, ClassifierModel base, ClassifierModel candidate) {
        var details = new LinkedHashMap<String, Object>();
        details.put("id", feedback.id());
        details.put("kind", feedback.getClass().getSimpleName());
        details.put("before", holdout.score(base).figures());
        details.put("after", holdout.score(candidate).figures());
        details.put("classes", candidate.sizes());
        return details;
    }
}
