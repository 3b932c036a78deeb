package org.tinylcm.config.internal;

import java.util.regex.Pattern;

/**
 * Name of a configuration: a PID, or a factory PID and an instance.
 *
 * @param pid PID or factory PID; never has a hyphen
 * @param instance name of the instance, null for a single configuration
 */
record ConfigName(String pid, String instance) implements Comparable<ConfigName> {
    private static final Pattern FORM = Pattern.compile("([A-Za-z0-9_.]{1,200})(?:-([A-Za-z0-9_.-]{1,100}))?");

    /**
     * @param text {@code <pid>} or {@code <factory pid>-<instance>}; the first hyphen splits
     * @throws IllegalArgumentException it is no name
     */
    static ConfigName of(String text) {
        var parts = FORM.matcher(text);
        if (!parts.matches()) {
            throw new IllegalArgumentException(
                    "must be <pid> or <factory pid>-<instance>, of letters, digits, '_', '.' and '-'");
        }
        return new ConfigName(parts.group(1), parts.group(2));
    }

    String file() {
        return this + ".cfg";
    }

    @Override
    public int compareTo(ConfigName other) {
        return toString().compareTo(other.toString());
    }

    @Override
    public String toString() {
        return instance == null ? pid : pid + "-" + instance;
    }
}
