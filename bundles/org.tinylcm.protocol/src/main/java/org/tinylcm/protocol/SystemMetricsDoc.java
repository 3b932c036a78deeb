package org.tinylcm.protocol;

import java.time.Instant;
import java.util.Map;

/**
 * Figures of a device at one moment.
 *
 * @param at wall-clock time
 * @param values numbers and short texts by dotted name, e.g. {@code process.rss.bytes}; what is not known is absent
 */
public record SystemMetricsDoc(int schemaVersion, Instant at, Map<String, Object> values) implements Versioned {
    public static final int VERSION = 1;

    public SystemMetricsDoc {
        Checks.required(at, "at");
        values = Checks.map(values);
        values.forEach((name, value) -> {
            if (!(value instanceof Number || value instanceof String || value instanceof Boolean)) {
                throw new IllegalArgumentException("'" + name + "' must be a number, a text or a truth value");
            }
        });
    }
}
