package org.tinylcm.config.internal;

import java.util.Map;

/** One place that values come from; a later layer wins. */
interface Layer {

    /**
     * What one layer says of a configuration.
     *
     * @param origin file or other place, for people
     * @param values texts by key, empty if it cannot be read
     * @param problem why it cannot be read, else null
     */
    record Source(String origin, Map<String, String> values, String problem) {
    }

    /** What it says now. */
    Map<ConfigName, Source> sources();

    /** @return true if what it says may have changed since the last call */
    default boolean changed() {
        return false;
    }
}
