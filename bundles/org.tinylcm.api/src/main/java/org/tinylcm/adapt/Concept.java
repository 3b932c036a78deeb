package org.tinylcm.adapt;

import java.util.Objects;

/**
 * A way in which the world was labelled, learned from labelled frames. When it comes back, its samples do too.
 *
 * @param name {@code pack} for what the model pack knows, then {@code concept-1}, {@code concept-2}, …
 * @param samples samples kept of it, those of the pack left out
 * @param pack true if the pack's own prototypes belong to it
 * @param inUse true for the one in use
 * @param returns how often it came back
 */
public record Concept(String name, int samples, boolean pack, boolean inUse, int returns) {

    public Concept {
        Objects.requireNonNull(name, "name");
    }
}
