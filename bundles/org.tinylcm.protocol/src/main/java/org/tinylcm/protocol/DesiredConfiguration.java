package org.tinylcm.protocol;

import java.util.Map;

/**
 * What the platform wants a device to be configured as; keys that are absent stay as the device's own files say.
 *
 * @param version changes with the values; also the ETag
 * @param values by PID (with {@code -instance} for one of a factory), then by key
 */
public record DesiredConfiguration(int schemaVersion, String version, Map<String, Map<String, String>> values)
        implements Versioned {
    public static final int VERSION = 1;

    public DesiredConfiguration {
        Checks.required(version, "version");
        values = Checks.map(values);
    }
}
