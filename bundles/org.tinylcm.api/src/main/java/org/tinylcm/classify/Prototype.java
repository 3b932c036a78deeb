package org.tinylcm.classify;

import java.util.Objects;

/**
 * One remembered sample.
 *
 * @param label class it stands for
 * @param features transformed features; shared, not copied: nobody may write to it
 * @param origin where it came from
 * @param addedAt position in the order in which prototypes were added (0 for the pack's own); newer is larger
 */
public record Prototype(String label, float[] features, Origin origin, long addedAt) {

    public Prototype {
        Objects.requireNonNull(label, "label");
        Objects.requireNonNull(features, "features");
        Objects.requireNonNull(origin, "origin");
    }

    public enum Origin {
        /** From the model pack; never evicted to make room. */
        PACK,
        /** A pseudo-labelled sample that an adaptation added. */
        ADAPTATION,
        /** A sample whose label a person gave. */
        FEEDBACK,
        /** A labelled frame, learned because the world had changed; part of a concept, and goes with it. */
        LABEL
    }
}
