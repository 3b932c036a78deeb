package org.tinylcm.adaptation.internal;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.tinylcm.adapt.Concept;

/**
 * What there is to save of learning from labels. Immutable.
 *
 * @param present the concept in use
 * @param fresh the candidate of labelled samples alone
 * @param earlier earlier concepts, the oldest first
 * @param named number of concepts that were given a name
 */
record Concepts(Remembered present, Remembered fresh, List<Remembered> earlier, long named) {
    static final Concepts NONE = new Concepts(new Remembered(Remembered.PACK, true, List.of(), List.of(), 0),
            Remembered.BLANK, List.of(), 0);

    Concepts {
        earlier = List.copyOf(earlier);
    }

    boolean isEmpty() {
        return present.pack() && fresh.labelled().isEmpty() && earlier.isEmpty();
    }

    /** The concept in use first, then earlier ones, the oldest last. */
    List<Concept> list() {
        var all = new ArrayList<Concept>();
        all.add(present.told(true));
        for (int i = earlier.size() - 1; i >= 0; i--) {
            all.add(earlier.get(i).told(false));
        }
        return all;
    }

    /** Different samples that are kept, for whatever purpose, those given included. */
    int stored(Collection<Labelled> more) {
        return labelled(more) + earlier.stream().mapToInt(concept -> concept.others().size()).sum()
                + present.others().size();
    }

    /** Of these, the labelled ones. */
    int labelled(Collection<Labelled> more) {
        var all = Collections.newSetFromMap(new IdentityHashMap<float[], Boolean>());
        more.forEach(sample -> all.add(sample.features()));
        Stream.concat(Stream.of(present, fresh), earlier.stream())
                .forEach(concept -> concept.labelled().forEach(sample -> all.add(sample.features())));
        return all.size();
    }

    /** @param name new name of a label, null for one that goes */
    Concepts renamed(UnaryOperator<String> name) {
        return new Concepts(present.renamed(name), fresh.renamed(name),
                earlier.stream().map(concept -> concept.renamed(name)).toList(), named);
    }
}
