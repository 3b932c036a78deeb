package org.tinylcm.quarantine;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Keeps odd samples until something is done about them. Bounded by count and age; survives restarts and power cuts.
 * Safe for any thread; {@link #offer} never waits for the disk.
 */
@ProviderType
public interface Quarantine {

    /** Puts a sample aside. When full, the oldest settled samples go first, then the oldest pending ones. */
    void offer(QuarantinedSample sample);

    /** Everything that is kept, oldest first. */
    List<QuarantinedSample> samples();

    /**
     * Moves samples on in their life cycle; ids that are no longer kept are passed over. On return the change is on
     * disk.
     *
     * @param label label to note on them, or null to keep what they have
     */
    void mark(Collection<String> ids, QuarantinedSample.Status status, String label);

    /** Forgets everything. On return that is on disk. */
    void clear();

    /** Waits until everything offered so far is on disk. */
    void flush();

    /** Samples ever offered, evicted by count, expired by age, and kept, by name. */
    Map<String, Long> counters();
}
