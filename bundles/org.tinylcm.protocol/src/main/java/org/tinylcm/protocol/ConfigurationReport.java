package org.tinylcm.protocol;

import java.util.List;

/**
 * What became of a desired configuration on the device.
 *
 * @param version that was tried
 * @param results one for every key
 */
public record ConfigurationReport(int schemaVersion, String version, List<Result> results) implements Versioned {
    public static final int VERSION = 1;

    public ConfigurationReport {
        Checks.required(version, "version");
        results = Checks.list(results);
    }

    /** @param reason why it was refused; absent if it was applied */
    public record Result(String pid, String key, boolean applied, String reason) {
        public Result {
            Checks.required(pid, "pid");
            Checks.required(key, "key");
        }
    }
}
