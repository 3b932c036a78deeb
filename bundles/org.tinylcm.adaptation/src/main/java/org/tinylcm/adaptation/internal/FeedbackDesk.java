package org.tinylcm.adaptation.internal;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tinylcm.adapt.Concept;
import org.tinylcm.classify.ClassifierModel;
import org.tinylcm.classify.ModelChange.AddPrototypes;
import org.tinylcm.classify.ModelChange.RemoveLabel;
import org.tinylcm.classify.ModelChange.RemoveSamples;
import org.tinylcm.classify.ModelChange.RenameLabel;
import org.tinylcm.classify.ModelChange;
import org.tinylcm.classify.Prototype.Origin;
import org.tinylcm.drift.DriftMonitor;
import org.tinylcm.feedback.Feedback.AddSamples;
import org.tinylcm.feedback.Feedback.ForgetSamples;
import org.tinylcm.feedback.Feedback.LabelFrame;
import org.tinylcm.feedback.Feedback.LabelQuarantined;
import org.tinylcm.feedback.Feedback.Reject;
import org.tinylcm.feedback.Feedback.Rename;
import org.tinylcm.feedback.Feedback;
import org.tinylcm.feedback.FeedbackResult.Outcome;
import org.tinylcm.feedback.FeedbackResult;
import org.tinylcm.quarantine.Quarantine;
import org.tinylcm.quarantine.QuarantinedSample.Status;
import org.tinylcm.quarantine.QuarantinedSample;

/**
 * Applies what people say. The id and the change come into use in the same moment and are saved together; the answer
 * is given after that. The quarantine is marked last, and marked again if the same feedback comes again: the device
 * may have stopped in between.
 */
final class FeedbackDesk {
    private final Surroundings around;
    private final Book book;
    private final LabelLearner learner;
    private final Holdout holdout;
    private final Commit commit;

    FeedbackDesk(Surroundings around, Book book) {
        this.around = around;
        this.book = book;
        this.learner = book.learner();
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
        var concepts = learner.save();
        commit.exchange(classifier, base, candidate, otherClasses, () -> {
            book.markApplied(feedback.id());
            renameInConcepts(feedback);
        }, () -> {
            book.unmarkApplied(feedback.id());
            learner.restore(concepts);
        });
        mark(feedback);
        around.audit("feedback-applied", details(feedback, base, candidate));
        return new FeedbackResult(feedback.id(), Outcome.APPLIED, "applied and saved");
    }

    private void renameInConcepts(Feedback feedback) {
        if (feedback instanceof Rename rename) {
            learner.rename(label -> label.equals(rename.from()) ? rename.to() : label);
        } else if (feedback instanceof Reject reject) {
            learner.rename(label -> label.equals(reject.label()) ? null : label);
        }
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
            return new AddPrototypes(label.label(), some(features(label.sampleIds())), Origin.FEEDBACK);
        }
        if (feedback instanceof ForgetSamples forget) {
            var samples = new ArrayList<>(forget.samples());
            samples.addAll(features(forget.sampleIds()));
            return new RemoveSamples(forget.label(), some(samples));
        }
        throw new IllegalArgumentException("unknown feedback " + feedback.getClass().getSimpleName());
    }

    private List<float[]> features(List<String> sampleIds) {
        return quarantined().stream().filter(sample -> sampleIds.contains(sample.id()))
                .map(QuarantinedSample::features).toList();
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

    /** Measures, and learns if that makes the device better: see {@link LabelLearner}. */
    private FeedbackResult tell(LabelFrame label) {
        var before = learner.save();
        var classifier = around.pipeline().classifier().orElse(null);
        var base = classifier == null ? null : classifier.model();
        var exchanged = new ArrayList<Concept>();
        commit.betweenFrames(() -> {
            around.labelListeners().forEach(listener -> listener.labelled(label.predicted(), label.label()));
            book.markApplied(label.id());
            if (classifier != null) {
                learner.learn(label.frame(), label.label(), classifier).ifPresent(lesson -> {
                    classifier.adopt(lesson.model());
                    lesson.exchanged().ifPresent(exchanged::add);
                });
                if (!exchanged.isEmpty()) {
                    around.monitors().forEach(DriftMonitor::rebase);
                }
            }
            return null;
        });
        commit.saveOr(() -> {
            if (classifier != null) {
                classifier.adopt(base);
            }
            learner.restore(before);
            book.unmarkApplied(label.id());
        });
        exchanged.forEach(concept -> around.audit("concept-exchanged", Map.of("concept", concept.name(), "samples",
                concept.samples(), "returns", concept.returns(), "frame", label.frame())));
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
            } else if (feedback instanceof ForgetSamples forget) {
                quarantine.mark(labelled(forget), Status.PENDING, null);
            }
        });
    }

    /** Only what still has the label that was taken back: a later word may have come first. */
    private List<String> labelled(ForgetSamples forget) {
        return quarantined().stream().filter(sample -> forget.sampleIds().contains(sample.id())
                && sample.status() == Status.VALIDATED && forget.label().equals(sample.label()))
                .map(QuarantinedSample::id).toList();
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
