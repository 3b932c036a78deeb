package org.tinylcm.adaptation.internal;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.tinylcm.adapt.Concept;
import org.tinylcm.classify.Classification;
import org.tinylcm.classify.Classifier;
import org.tinylcm.classify.ClassifierModel;
import org.tinylcm.classify.Prototype.Origin;
import org.tinylcm.classify.Prototype;

/**
 * Learns from labelled frames, and remembers earlier concepts.
 *
 * <p>Beside the model in use run candidates that have no effect: one of the labelled frames since the last rise of its
 * errors alone ({@link ErrorAlarm}), and one for each earlier concept. Every label is first a test of all of them and
 * then a lesson. A candidate comes into use when it has been right where the model in use was wrong so often that
 * chance does it once in the allowed number of labels ({@link Evidence}); what it replaces is set aside as an earlier
 * concept. So wrong labels do not replace what is better, and what was replaced wrongly comes back by the same rule.
 * While a concept that was learned from labels is in use and its errors have not risen, each label is added to it.
 *
 * <p>All this holds for labels of frames that were picked by chance. If those labelled are odd more often than the
 * frames around them, nothing is exchanged: who labels only what looks strange says nothing about the rest. Safe for
 * any thread.
 */
final class LabelLearner {
    private final RecentFrames frames = new RecentFrames();
    private final double packAccuracy;
    private final LabelRules rules;
    private Remembered present = Concepts.NONE.present();
    private Remembered fresh = Concepts.NONE.fresh();
    private List<Remembered> earlier = List.of();
    private long named;
    private ErrorAlarm alarm;
    /** Labels since the change that the latest alarm told of, 0 if there is none or it came to nothing. */
    private int suspect;
    private final ArrayDeque<Labelled> latest = new ArrayDeque<>();
    private final Map<String, Evidence> evidence = new HashMap<>();
    private final Map<String, ClassifierModel> models = new HashMap<>();
    private Classifier owner;
    private Classification result;

    /**
     * What came of a label.
     *
     * @param model to take into use
     * @param exchanged the concept that is in use from now on, if it is another one
     */
    record Lesson(ClassifierModel model, Optional<Concept> exchanged) {
    }

    /** @param packAccuracy of the pack on held-out samples, 0..1 */
    LabelLearner(double packAccuracy, LabelRules rules) {
        this.packAccuracy = packAccuracy;
        this.rules = rules;
        alarm = new ErrorAlarm(packAccuracy);
    }

    /** A frame was classified: a label may come for it. */
    void saw(long frame, float[] features, double familiarity) {
        if (rules.enabled()) {
            frames.add(frame, features, familiarity);
        }
    }

    /** A label for a frame; empty if the frame is no longer known or nothing changes. */
    synchronized Optional<Lesson> learn(long frame, String label, Classifier classifier) {
        var features = frames.features(frame);
        return rules.enabled() && features.isPresent()
                ? learn(new Labelled(features.get(), label, frame), classifier) : Optional.empty();
    }

    private Optional<Lesson> learn(Labelled sample, Classifier classifier) {
        follow(classifier);
        boolean right = isRight(classifier.model(), sample);
        for (var concept : earlier) {
            evidence(concept.name()).compare(isRight(model(concept), sample), right);
        }
        latest.addLast(sample);
        while (latest.size() > room()) {
            latest.removeFirst();
        }
        int since = alarm.accept(!right);
        suspect = since > 0 ? since : suspect > 0 ? (suspect + 1) % rules.window() : 0;
        if (since > 0) {
            // What was learned since then is of another concept, which the fresh candidate takes up.
            present = present.without(since - 1);
            restart(since, classifier.model());
        } else {
            test(sample, right);
        }
        trim();
        var winner = winner();
        if (winner.isPresent()) {
            return Optional.of(exchange(winner.get()));
        }
        // Not taught until it is certain whether the world has changed.
        if (present.pack() || suspect > 0) {
            return Optional.empty();
        }
        present = present.and(sample, room());
        trim();
        return Optional.of(new Lesson(present.model(owner), Optional.empty()));
    }

    /** The candidate of labels alone is tested, then taught. */
    private void test(Labelled sample, boolean right) {
        evidence(fresh.name()).compare(!fresh.labelled().isEmpty() && isRight(model(fresh), sample), right);
        fresh = fresh.and(sample, room());
        models.remove(fresh.name());
    }

    /** It begins anew with the labels since the change, each of which is a test first again. */
    private void restart(int since, ClassifierModel inUse) {
        evidence.remove(fresh.name());
        models.remove(fresh.name());
        fresh = Remembered.BLANK;
        var all = new ArrayList<>(latest);
        for (var sample : all.subList(Math.max(0, all.size() - since), all.size())) {
            test(sample, isRight(inUse, sample));
        }
    }

    private Optional<Remembered> winner() {
        Remembered best = null;
        var candidates = new ArrayList<>(earlier);
        candidates.add(fresh);
        for (var candidate : candidates) {
            double capital = evidence(candidate.name()).capital();
            if (capital >= rules.arl() && (best == null || capital > evidence(best.name()).capital())) {
                best = candidate;
            }
        }
        return best == null || frames.pickedByOddness(fresh.labelled()) ? Optional.empty() : Optional.of(best);
    }

    /** No more labelled samples than are allowed; those of the candidate go last. */
    private void trim() {
        while (save().labelled(latest) > rules.window()) {
            if (latest.size() > fresh.labelled().size()) {
                latest.removeFirst();
            } else if (!present.labelled().isEmpty()) {
                present = present.newest(present.labelled().size() - 1);
            } else {
                fresh = fresh.newest(fresh.labelled().size() - 1);
                models.remove(fresh.name());
            }
        }
    }

    /** Samples that the present concept may have. */
    private int room() {
        int taken = earlier.stream().mapToInt(concept -> concept.labelled().size()).sum();
        return Math.max(rules.window() / 2, rules.window() - taken);
    }

    private Lesson exchange(Remembered winner) {
        var aside = new ArrayList<>(earlier);
        aside.remove(winner);
        int most = Math.min(rules.conceptSamples(), rules.window() / 2 / Math.max(1, rules.concepts()));
        int late = suspect > 0 ? 0 : Math.max(0, alarm.length() - 1);
        var old = present.with(others(owner.model())).without(late).atMost(most);
        if (!old.isEmpty()) {
            aside.add(old);
        }
        while (aside.stream().filter(concept -> !concept.pack()).count() > rules.concepts()) {
            aside.remove(aside.stream().filter(concept -> !concept.pack()).findFirst().orElseThrow());
        }
        earlier = List.copyOf(aside);
        boolean isNew = winner == fresh;
        var kept = winner.newest(room());
        present = isNew ? new Remembered("concept-" + ++named, false, List.of(), kept.labelled(), 0) : kept.back();
        fresh = Remembered.BLANK;
        // What is left of the time before the change is not to be learned from.
        latest.clear();
        latest.addAll(present.pack() ? List.of() : present.labelled());
        evidence.clear();
        models.clear();
        alarm = new ErrorAlarm(packAccuracy);
        suspect = 0;
        return new Lesson(present.model(owner), Optional.of(present.told(true)));
    }

    /** Another classifier, or what others have changed in the model: it belongs to the present concept. */
    private void follow(Classifier classifier) {
        if (classifier != owner) {
            owner = classifier;
            models.clear();
            result = new Classification(classifier.model().neighbours());
        }
        settle(classifier.model());
        present = present.with(others(classifier.model()));
    }

    /** One of the two states, the classifier's and this one, may have been lost: what is in use is what counts. */
    private void settle(ClassifierModel model) {
        var labelled = model.prototypes().stream().filter(prototype -> prototype.origin() == Origin.LABEL)
                .map(prototype -> new Labelled(prototype.features(), prototype.label(), -1)).toList();
        if (present.pack() == labelled.isEmpty()) {
            return;
        }
        var lost = Concepts.NONE.present();
        restore(present.pack()
                ? new Concepts(new Remembered("concept-" + (named + 1), false, List.of(), labelled, 0), fresh,
                        List.of(lost), named + 1)
                : new Concepts(lost, fresh, earlier.stream().filter(concept -> !concept.pack()).toList(), named));
    }

    private static List<Prototype> others(ClassifierModel model) {
        return model.prototypes().stream()
                .filter(prototype -> prototype.origin() != Origin.PACK && prototype.origin() != Origin.LABEL).toList();
    }

    private boolean isRight(ClassifierModel model, Labelled sample) {
        model.classify(sample.features(), result);
        return result.label().equals(sample.label());
    }

    private ClassifierModel model(Remembered concept) {
        return models.computeIfAbsent(concept.name(), name -> concept.model(owner));
    }

    private Evidence evidence(String name) {
        return evidence.computeIfAbsent(name, one -> new Evidence());
    }

    synchronized List<Concept> concepts() {
        return save().list();
    }

    /** Different labelled samples that are kept, for whatever purpose. */
    synchronized int stored() {
        return save().stored(latest);
    }

    synchronized Concepts save() {
        return new Concepts(present, fresh, earlier, named);
    }

    /** A label got another name, or went: concepts must not bring the old one back. */
    synchronized void rename(UnaryOperator<String> name) {
        restore(save().renamed(name));
    }

    /** Evidence begins anew. */
    synchronized void restore(Concepts state) {
        present = state.present();
        fresh = state.fresh();
        earlier = state.earlier();
        named = state.named();
        alarm = new ErrorAlarm(packAccuracy);
        suspect = 0;
        latest.clear();
        latest.addAll(fresh.labelled());
        evidence.clear();
        models.clear();
    }
}
