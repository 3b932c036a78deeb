package org.tinysphere.analytics.control;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** By what devices are compared. What a device is now counts for all days. */
public enum Dimension {
    GROUP("g.name"),
    /** Name and version of the model pack. */
    MODEL("l.report->'versions'->>'model'"),
    /** Version of the device's software. */
    VERSION("d.runtime_version"),
    PLATFORM("concat_ws(' ', d.platform, d.platform_version)"),
    ARCHITECTURE("d.architecture"),
    /** Kind of computer. */
    BOARD("d.model"),
    /** South-west corner of a cell of one degree. */
    LOCATION("floor(d.latitude)::text || ' ' || floor(d.longitude)::text");

    private final String column;

    Dimension(String column) {
        this.column = column;
    }

    /** SQL over d (device), g (device_group) and l (device_live). */
    String column() {
        return column;
    }

    /** @throws IllegalArgumentException there is none of that name */
    public static Dimension of(String name) {
        return Arrays.stream(values()).filter(value -> value.id().equals(name)).findFirst()
                .orElseThrow(() -> new IllegalArgumentException("'by' must be one of "
                        + Arrays.stream(values()).map(Dimension::id).collect(Collectors.joining(", "))));
    }

    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }
}
