package org.tinylcm.ops;

import java.util.List;
import java.util.Map;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The audit trail: what the device decided and what was done to it. Appended to disk, never rewritten. Safe for any
 * thread.
 */
@ProviderType
public interface Audit {

    /**
     * Notes one thing. On return it is on disk.
     *
     * @param kind short name, e.g. {@code adaptation-accepted}, {@code rollback}, {@code config-refused}
     * @param details String, Number, Boolean, and List and Map of these
     */
    void record(String kind, Map<String, ?> details);

    /** The latest entries as JSON lines, oldest first. */
    List<String> tail(int lines);
}
