package org.tinylcm.classify;

import java.util.List;
import java.util.Objects;

/** A change of the prototypes, applied by {@link Classifier#propose} to a copy. */
public sealed interface ModelChange {

    /** Adds samples under a label, known or new; within the class's quota the oldest added ones make room. */
    record AddPrototypes(String label, List<float[]> samples, Prototype.Origin origin) implements ModelChange {
        public AddPrototypes {
            Objects.requireNonNull(label, "label");
            Objects.requireNonNull(origin, "origin");
            samples = List.copyOf(samples);
        }
    }

    /** Gives a class another name; if that name exists already, the two classes become one. */
    record RenameLabel(String from, String to) implements ModelChange {
        public RenameLabel {
            Objects.requireNonNull(from, "from");
            Objects.requireNonNull(to, "to");
        }
    }

    /** Forgets a class, except for what came from the model pack. */
    record RemoveLabel(String label) implements ModelChange {
        public RemoveLabel {
            Objects.requireNonNull(label, "label");
        }
    }
}
