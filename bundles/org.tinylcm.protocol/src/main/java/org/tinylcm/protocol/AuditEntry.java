package org.tinylcm.protocol;

import java.time.Instant;
import java.util.Map;

/**
 * One line of the audit trail.
 *
 * @param sequence number of the entry, from 1, without gaps
 * @param at wall-clock time
 * @param kind short name of what happened
 * @param details what is to be known about it
 * @param previous SHA-256 of the line before (its bytes without the line end) as 64 hex digits; zeros for the first
 */
public record AuditEntry(int schemaVersion, long sequence, Instant at, String kind, Map<String, Object> details,
        String previous) implements Versioned {
    public static final int VERSION = 1;
    public static final String NO_PREVIOUS = "0".repeat(64);

    public AuditEntry {
        Checks.required(at, "at");
        Checks.required(kind, "kind");
        details = Checks.map(details);
        if (previous == null || !previous.matches("[0-9a-f]{64}")) {
            throw new IllegalArgumentException("'previous' must be 64 hex digits");
        }
        if (sequence < 1) {
            throw new IllegalArgumentException("'sequence' must be at least 1, not " + sequence);
        }
    }
}
