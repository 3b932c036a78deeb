package org.tinylcm.classifier.knn.internal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.tinylcm.classify.ModelChange;
import org.tinylcm.classify.ModelChange.AddPrototypes;
import org.tinylcm.classify.ModelChange.RemoveLabel;
import org.tinylcm.classify.ModelChange.RemoveSamples;
import org.tinylcm.classify.ModelChange.RenameLabel;
import org.tinylcm.classify.ModelChange.UseOnly;
import org.tinylcm.classify.Prototype;
import org.tinylcm.classify.Prototype.Origin;

/**
 * Changes a copy of a memory.
 *
 * <ul>
 * <li>What came from the pack is never removed; it may rest.</li>
 * <li>A batch that alone exceeds the quota of its class is condensed to the most different ones ({@link Condensing});
 * then the oldest added ones of the same class make room. A burst of one class never evicts another.</li>
 * <li>Beyond the total, the class with the most added ones gives up its oldest.</li>
 * <li>A sample that its class already holds is not added again: applying a change twice changes nothing.</li>
 * <li>A person's word outranks a guess, and a later word an earlier one: a {@link Origin#FEEDBACK} sample replaces the same
 * sample under another label, unless that came from the pack.</li>
 * </ul>
 */
final class Editor {
    private final Memory base;
    private final Limits limits;
    private final List<String> packLabels;
    private final List<Prototype> added;
    private boolean packRests;

    Editor(Memory base, Limits limits) {
        this.base = base;
        this.limits = limits;
        packLabels = new ArrayList<>(base.packLabels());
        added = new ArrayList<>(base.added());
        packRests = base.packRests();
    }

    /** @throws IllegalArgumentException the change does not fit; the editor is of no use then */
    Editor apply(ModelChange change) {
        if (change instanceof AddPrototypes add) {
            add(add);
        } else if (change instanceof RenameLabel rename) {
            mustExist(rename.from());
            Labels.check(rename.to());
            rename(label -> label.equals(rename.from()) ? rename.to() : label);
            keepQuota(rename.to());
        } else if (change instanceof RemoveLabel remove) {
            mustExist(remove.label());
            added.removeIf(prototype -> prototype.label().equals(remove.label()));
        } else if (change instanceof RemoveSamples remove) {
            added.removeIf(prototype -> prototype.origin() == Origin.FEEDBACK
                    && prototype.label().equals(remove.label()) && contains(remove.samples(), prototype.features()));
        } else if (change instanceof UseOnly only) {
            useOnly(only);
        } else {
            throw new IllegalArgumentException("unknown change " + change);
        }
        return this;
    }

    Memory result() {
        return base.with(packLabels, packRests, added);
    }

    private void add(AddPrototypes change) {
        if (change.origin() == Origin.PACK) {
            throw new IllegalArgumentException("only a model pack can add prototypes of origin PACK");
        }
        Labels.check(change.label());
        var fresh = new ArrayList<float[]>();
        for (var sample : change.samples()) {
            check(sample);
            if (!holds(change.label(), sample) && fresh.stream().noneMatch(other -> Arrays.equals(other, sample))) {
                fresh.add(sample);
            }
        }
        if (change.origin() == Origin.FEEDBACK) {
            added.removeIf(prototype -> !prototype.label().equals(change.label())
                    && contains(change.samples(), prototype.features()));
        }
        long next = added.stream().mapToLong(Prototype::addedAt).max().orElse(0) + 1;
        for (var sample : Condensing.toAtMost(limits.perClass(), fresh)) {
            added.add(new Prototype(change.label(), sample.clone(), change.origin(), next++));
        }
        keepQuota(change.label());
        keepTotal();
    }

    private void useOnly(UseOnly change) {
        for (var prototype : change.added()) {
            if (prototype.origin() == Origin.PACK) {
                throw new IllegalArgumentException("only a model pack can add prototypes of origin PACK");
            }
            Labels.check(prototype.label());
            check(prototype.features());
        }
        added.clear();
        added.addAll(change.added());
        packRests = !change.pack();
        keepTotal();
    }

    private boolean holds(String label, float[] sample) {
        for (int i = 0; i < packLabels.size() && !packRests; i++) {
            int from = i * base.dimension();
            if (packLabels.get(i).equals(label) && Arrays.equals(base.rows(), from, from + base.dimension(),
                    sample, 0, sample.length)) {
                return true;
            }
        }
        return added.stream()
                .anyMatch(prototype -> prototype.label().equals(label) && Arrays.equals(prototype.features(), sample));
    }

    private static boolean contains(List<float[]> samples, float[] features) {
        return samples.stream().anyMatch(sample -> Arrays.equals(sample, features));
    }

    private void check(float[] sample) {
        if (sample.length != base.dimension()) {
            throw new IllegalArgumentException(
                    "a sample has " + sample.length + " features, the model needs " + base.dimension());
        }
        for (int i = 0; i < sample.length; i++) {
            if (!Float.isFinite(sample[i])) {
                throw new IllegalArgumentException("feature " + i + " of a sample is not finite");
            }
        }
    }

    private void mustExist(String label) {
        if ((packRests || !packLabels.contains(label))
                && added.stream().noneMatch(prototype -> prototype.label().equals(label))) {
            throw new IllegalArgumentException("there is no class '" + label + "'");
        }
    }

    private void rename(UnaryOperator<String> newName) {
        packLabels.replaceAll(newName);
        added.replaceAll(old -> new Prototype(newName.apply(old.label()), old.features(), old.origin(),
                old.addedAt()));
    }

    private void keepQuota(String label) {
        long excess = added.stream().filter(prototype -> prototype.label().equals(label)).count() - limits.perClass();
        for (long i = 0; i < excess; i++) {
            removeOldest(label);
        }
    }

    private void keepTotal() {
        while (added.size() > limits.total()) {
            var sizes = new TreeMap<String, Integer>();
            added.forEach(prototype -> sizes.merge(prototype.label(), 1, Integer::sum));
            removeOldest(Collections.max(sizes.entrySet(),
                    Comparator.comparingInt(Map.Entry<String, Integer>::getValue)).getKey());
        }
    }

    /** The list is in the order of adding. */
    private void removeOldest(String label) {
        for (int i = 0; i < added.size(); i++) {
            if (added.get(i).label().equals(label)) {
                added.remove(i);
                return;
            }
        }
    }
}
