package org.tinylcm.adapt;

import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/** Runs the cycle propose → snapshot → apply → validate → keep or roll back. One cycle at a time. */
@ProviderType
public interface Adaptation {

    /**
     * Runs a cycle now, on the caller's thread.
     *
     * @param trigger what to note as the reason, e.g. {@code command}
     * @return what was decided, empty if there was nothing to propose
     * @throws IllegalStateException the pipeline has no classifier at the moment
     */
    List<AdaptationRecord> run(String trigger);

    /** The latest decisions, oldest first; bounded. */
    List<AdaptationRecord> history();

    /** True while the device may change itself. */
    boolean enabled();

    /** What the device remembers of how its world was labelled, the concept in use first; bounded. */
    default List<Concept> concepts() {
        return List.of();
    }
}
