package org.tinylcm.adaptation.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.tinylcm.adapt.Concept;
import org.tinylcm.classify.Classifier;
import org.tinylcm.classify.ClassifierModel;
import org.tinylcm.classify.ModelChange.UseOnly;
import org.tinylcm.classify.Prototype;

/**
 * A concept: what the world was like, as samples.
 *
 * @param name {@code pack}, {@code concept-1}, …
 * @param pack true if the pack's own prototypes belong to it
 * @param others what else was learned in it: pseudo-classes, feedback
 * @param labelled labelled samples, oldest first
 * @param returns how often it came back
 */
record Remembered(String name, boolean pack, List<Prototype> others, List<Labelled> labelled, int returns) {
    static final String PACK = "pack";
    static final Remembered BLANK = new Remembered("", false, List.of(), List.of(), 0);

    Remembered {
        others = List.copyOf(others);
        labelled = List.copyOf(labelled);
    }

    ClassifierModel model(Classifier classifier) {
        var all = new ArrayList<>(others);
        long number = others.stream().mapToLong(Prototype::addedAt).max().orElse(0);
        for (var sample : labelled) {
            all.add(sample.prototype(++number));
        }
        return classifier.propose(List.of(new UseOnly(all, pack)));
    }

    Remembered with(List<Prototype> otherOthers) {
        return new Remembered(name, pack, otherOthers, labelled, returns);
    }

    /** With one more, at most so many of the newest. */
    Remembered and(Labelled sample, int most) {
        var more = new ArrayList<>(labelled);
        more.add(sample);
        return new Remembered(name, pack, others, newest(more, most), returns);
    }

    Remembered atMost(int most) {
        return new Remembered(name, pack, others.subList(Math.max(0, others.size() - 4 * most), others.size()),
                newest(labelled, most), returns);
    }

    /** Without the newest labelled samples: they were learned when the world had changed already. */
    Remembered without(int newest) {
        return new Remembered(name, pack, others, labelled.subList(0, Math.max(0, labelled.size() - newest)), returns);
    }

    /** @param name new name of a label, null for one that goes */
    Remembered renamed(UnaryOperator<String> name) {
        var otherOthers = others.stream().filter(one -> name.apply(one.label()) != null).map(one ->
                new Prototype(name.apply(one.label()), one.features(), one.origin(), one.addedAt())).toList();
        var samples = labelled.stream().filter(one -> name.apply(one.label()) != null)
                .map(one -> new Labelled(one.features(), name.apply(one.label()), one.frame())).toList();
        return new Remembered(this.name, pack, otherOthers, samples, returns);
    }

    Concept told(boolean inUse) {
        return new Concept(name, others.size() + labelled.size(), pack, inUse, returns);
    }

    Remembered newest(int most) {
        return new Remembered(name, pack, others, newest(labelled, most), returns);
    }

    boolean isEmpty() {
        return !pack && others.isEmpty() && labelled.isEmpty();
    }

    Remembered back() {
        return new Remembered(name, pack, others, labelled, returns + 1);
    }

    private static List<Labelled> newest(List<Labelled> samples, int most) {
        return samples.subList(Math.max(0, samples.size() - most), samples.size());
    }
}
