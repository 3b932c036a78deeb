package org.tinylcm.adaptation.internal;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.tinylcm.adapt.AdaptationRecord;
import org.tinylcm.classify.Classification;
import org.tinylcm.classify.Classifier;
import org.tinylcm.classify.ClassifierModel;
import org.tinylcm.classify.ModelChange.RemoveLabel;

/**
 * Watches an accepted class on the stream: every frame is also given to the model without that class (its shadow).
 * The class does harm when it takes frames of which the shadow is sure ({@value #SURE} of the neighbours, {@value #USUAL}
 * familiarity: at least as usual as half of the known samples), or when the mean confidence falls.
 *
 * <p>At first the shadow is the model from before. After a restart, or after feedback in between, it is the model in
 * use without the class, so that the probation goes on. Safe for any thread.
 */
final class Probation {
    static final double SURE = 0.8;
    static final double USUAL = 0.5;
    /** Fewer stolen frames are no evidence. */
    private static final int LEAST_STOLEN = 5;

    private final AdaptationRecord record;
    private ClassifierModel seen;
    private ClassifierModel shadow;
    private Classification now;
    private Classification before;
    private ClassifierModel accepted;
    private Counts counts;
    private boolean over;

    /**
     * @param frames frames seen
     * @param won frames given to the class
     * @param sure frames of which the shadow was sure that they are of another class
     * @param stolen of these, frames given to the class
     * @param confidence sum of the confidence of the model in use
     * @param shadowConfidence sum of the confidence of the shadow
     */
    record Counts(long frames, long won, long sure, long stolen, double confidence, double shadowConfidence) {
        static final Counts NONE = new Counts(0, 0, 0, 0, 0, 0);

        Counts plus(boolean win, boolean shadowSure, double confident, double shadowConfident) {
            return new Counts(frames + 1, won + (win ? 1 : 0), sure + (shadowSure ? 1 : 0),
                    stolen + (win && shadowSure ? 1 : 0), confidence + confident, shadowConfidence + shadowConfident);
        }
    }

    /** What has become of it. */
    enum Verdict {
        RUNNING, PASSED, HARMFUL,
        /** A person has renamed or rejected the class meanwhile, or it went with a roll-back. */
        SETTLED
    }

    /** A new one. */
    Probation(AdaptationRecord record, ClassifierModel base, ClassifierModel accepted) {
        this(record, Counts.NONE);
        this.accepted = accepted;
        seen = accepted;
        shadow = base;
    }

    /** One that goes on. */
    Probation(AdaptationRecord record, Counts counts) {
        this.record = record;
        this.counts = counts;
    }

    AdaptationRecord record() {
        return record;
    }

    synchronized Counts counts() {
        return counts;
    }

    /** True if the model in use is still the very one that was accepted: a snapshot may come back then. */
    synchronized boolean stillInUse(ClassifierModel model) {
        return accepted != null && accepted == model;
    }

    synchronized void observe(float[] features, Classifier classifier) {
        if (over) {
            return;
        }
        var model = classifier.model();
        if (model != seen && !follow(model, classifier)) {
            over = true;
            return;
        }
        if (now == null || now.capacity() < model.neighbours()) {
            now = new Classification(model.neighbours());
            before = new Classification(model.neighbours());
        }
        model.classify(features, now);
        shadow.classify(features, before);
        // A class that is learned more of loses nothing to itself.
        boolean sureOfAnother = before.agreeing() >= SURE * before.count() && before.familiarity() >= USUAL
                && !before.label().equals(record.label());
        counts = counts.plus(now.label().equals(record.label()), sureOfAnother, now.confidence(),
                before.confidence());
    }

    /** Answers false if the class is no longer there. */
    private boolean follow(ClassifierModel model, Classifier classifier) {
        if (!model.sizes().containsKey(record.label())) {
            return false;
        }
        shadow = classifier.propose(List.of(new RemoveLabel(record.label())));
        seen = model;
        return true;
    }

    synchronized Verdict verdict(Settings settings) {
        if (harm(settings).isPresent()) {
            return Verdict.HARMFUL;
        }
        if (over) {
            return Verdict.SETTLED;
        }
        return counts.frames() >= settings.probationFrames() ? Verdict.PASSED : Verdict.RUNNING;
    }

    /** What harm it does, one sentence. */
    synchronized Optional<String> harm(Settings settings) {
        if (over) {
            return Optional.empty();
        }
        if (counts.stolen() >= LEAST_STOLEN && counts.stolen() > settings.maxStolen() * counts.sure()) {
            return Optional.of(String.format(Locale.ROOT, "%s took %d of %d frames that the model without it was sure "
                    + "of", record.label(), counts.stolen(), counts.sure()));
        }
        double loss = (counts.shadowConfidence() - counts.confidence()) / Math.max(1, counts.frames());
        if (counts.frames() >= settings.probationFrames() && loss > settings.maxConfidenceLoss()) {
            return Optional.of(String.format(Locale.ROOT, "mean confidence fell by %.3f over %d frames", loss,
                    counts.frames()));
        }
        return Optional.empty();
    }

    synchronized Map<String, Double> figures() {
        double frames = Math.max(1, counts.frames());
        return Map.of("probationFrames", (double) counts.frames(), "probationWon", counts.won() / frames,
                "probationSure", (double) counts.sure(), "probationStolen", (double) counts.stolen(),
                "probationConfidence", counts.confidence() / frames,
                "probationShadowConfidence", counts.shadowConfidence() / frames);
    }
}
