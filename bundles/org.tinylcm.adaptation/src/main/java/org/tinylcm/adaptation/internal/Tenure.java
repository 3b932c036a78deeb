package org.tinylcm.adaptation.internal;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.tinylcm.classify.Classification;
import org.tinylcm.classify.Classifier;
import org.tinylcm.classify.ClassifierModel;
import org.tinylcm.pipeline.FrameResult;

/**
 * Watches every class that the device has learned by itself for as long as no person has confirmed it: each frame that
 * such a class wins is also given to the {@linkplain Bare bare} model. A frame counts as known when the bare model
 * finds it familiar (at least as usual as {@value #FAMILIAR} of the known samples) and all neighbours agree. The world
 * goes on moving after a probation, and a class that once was new begins to take what is known. It does harm when more
 * than the allowed share of what it wins is known, by more than the standard deviation of that count.
 *
 * <p>Counts forget: at {@value #WINDOW} frames won both are halved. They begin anew when the device does. Safe for any
 * thread.
 */
final class Tenure {
    static final double FAMILIAR = 0.05;
    static final int WINDOW = 200;
    /** Fewer known frames are no evidence. */
    static final int LEAST = 5;

    private final Map<String, int[]> counts = new HashMap<>();
    private final Book book;
    private ClassifierModel seen;
    private Set<String> accepted;
    private ClassifierModel bare;
    private Set<String> learned = new HashSet<>();
    private Classification result;

    /** A class that does harm, and one sentence on it. */
    record Harm(String label, String reason) {
    }

    Tenure(Book book) {
        this.book = book;
    }

    /** @return how familiar the bare model finds a frame, 0..1 */
    synchronized double observe(FrameResult frame, Classifier classifier) {
        var model = classifier.model();
        if (model != seen || book.accepted() != accepted) {
            follow(model, classifier);
        }
        if (learned.isEmpty()) {
            // No second search for it: the model in use is the bare one.
            return frame.familiarity();
        }
        bare.classify(frame.features(), result);
        var label = frame.label();
        if (!learned.contains(label)) {
            return result.familiarity();
        }
        var count = counts.computeIfAbsent(label, one -> new int[2]);
        count[0]++;
        count[1] += result.familiarity() >= FAMILIAR && result.agreeing() == result.count() ? 1 : 0;
        if (count[0] == WINDOW) {
            count[0] /= 2;
            count[1] /= 2;
        }
        return result.familiarity();
    }

    private void follow(ClassifierModel model, Classifier classifier) {
        seen = model;
        accepted = book.accepted();
        bare = Bare.of(classifier, accepted);
        result = new Classification(model.neighbours());
        learned = new HashSet<>(model.sizes().keySet());
        learned.removeAll(bare.sizes().keySet());
        counts.keySet().retainAll(learned);
    }

    synchronized Optional<Harm> harm(Settings settings) {
        for (var entry : counts.entrySet()) {
            int won = entry.getValue()[0];
            int known = entry.getValue()[1];
            double allowed = settings.maxKnown() * won;
            if (known >= LEAST && known > allowed + Math.sqrt(allowed)) {
                return Optional.of(new Harm(entry.getKey(), String.format(Locale.ROOT, "of the last %d frames that %s "
                        + "won %d are familiar to the model without it, whose neighbours agree", won, entry.getKey(),
                        known)));
            }
        }
        return Optional.empty();
    }

    synchronized boolean watches(String label) {
        return learned.contains(label);
    }

    synchronized void forget(String label) {
        counts.remove(label);
        learned.remove(label);
    }
}
