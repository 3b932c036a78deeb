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

    /** Forgets samples under a label that a person had given them ({@link Prototype.Origin#FEEDBACK}), where they are. */
    record RemoveSamples(String label, List<float[]> samples) implements ModelChange {
        public RemoveSamples {
            Objects.requireNonNull(label, "label");
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

    /**
     * Exchanges everything that was added for other prototypes, and lets the pack's own rest or takes them up again.
     * They are never lost: a later change with {@code pack} brings them back.
     *
     * @param added none of origin {@link Prototype.Origin#PACK}; beyond the classifier's total the class with the most
     *         gives up its oldest
     * @param pack true if the pack's own prototypes are in use
     */
    record UseOnly(List<Prototype> added, boolean pack) implements ModelChange {
        public UseOnly {
            added = List.copyOf(added);
        }
    }
}
