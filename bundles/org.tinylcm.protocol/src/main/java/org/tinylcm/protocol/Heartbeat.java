package org.tinylcm.protocol;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * A device lives, and how it is.
 *
 * @param health {@code ok}, {@code degraded} or {@code failing}
 * @param reasons why it is not ok, one sentence each
 * @param versions version of each bundle, stage and the model pack by name
 * @param configuration version of the desired configuration that the device has applied; absent if none
 * @param intervalSeconds when the next one can be expected
 * @param metrics figures since the last heartbeat that was answered, the oldest first; sending one twice is harmless
 */
public record Heartbeat(int schemaVersion, String health, List<String> reasons, Map<String, String> versions,
        String configuration, int intervalSeconds, List<MetricPoints> metrics) implements Versioned {
    public static final int VERSION = 1;

    public Heartbeat {
        if (!"ok".equals(health) && !"degraded".equals(health) && !"failing".equals(health)) {
            throw new IllegalArgumentException("'health' must be ok, degraded or failing");
        }
        if (intervalSeconds < 1 || intervalSeconds > 86_400) {
            throw new IllegalArgumentException("'intervalSeconds' must be 1..86400, not " + intervalSeconds);
        }
        reasons = Checks.list(reasons);
        versions = Checks.map(versions);
        metrics = Checks.list(metrics);
    }

    /**
     * Figures of one moment.
     *
     * @param values by dotted name of lower-case letters, digits, '.', '_' and '-', with the unit last, e.g.
     *         {@code process.rss.bytes}
     */
    public record MetricPoints(Instant at, Map<String, Double> values) {
        public MetricPoints {
            Checks.required(at, "at");
            values = Checks.map(values);
        }
    }
}
