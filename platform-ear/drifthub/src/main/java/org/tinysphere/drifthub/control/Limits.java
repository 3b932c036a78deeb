package org.tinysphere.drifthub.control;

import java.time.Instant;
import java.util.regex.Pattern;
import org.tinysphere.core.control.Check;

/** What is believed of a device's documents: it may be broken, or someone else's. */
final class Limits {
    static final int LABEL = 200;
    static final int FILE = 500;
    static final int SENTENCE = 2000;
    static final int NEIGHBOURS = 100;
    /** Far above what a feature extractor gives. */
    static final int DIMENSIONS = 16_384;
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9._-]{0,79}");
    private static final Instant FIRST = Instant.parse("1970-01-01T00:00:00Z");
    private static final Instant LAST = Instant.parse("2200-01-01T00:00:00Z");

    private Limits() {
    }

    /** Becomes part of an object's name. */
    static String id(String value, String name) {
        if (value == null || !ID.matcher(value).matches()) {
            throw new IllegalArgumentException("'" + name + "' must be 1..80 letters, digits, '.', '-' or '_'");
        }
        return value;
    }

    static Instant time(Instant value, String name) {
        Check.required(value, name);
        if (value.isBefore(FIRST) || value.isAfter(LAST)) {
            throw new IllegalArgumentException("'" + name + "' must be between 1970 and 2200");
        }
        return value;
    }

    /** Null stays: the device did not know it. */
    static Double finite(Double value, String name) {
        if (value != null && !Double.isFinite(value)) {
            throw new IllegalArgumentException("'" + name + "' must be finite");
        }
        return value;
    }

    static long frame(long value) {
        if (value < 0) {
            throw new IllegalArgumentException("'frame' must not be negative");
        }
        return value;
    }

    /** @return null if there are none */
    static float[] features(float[] values) {
        if (values == null || values.length == 0) {
            return null;
        }
        if (values.length > DIMENSIONS) {
            throw new IllegalArgumentException("'features' must have at most " + DIMENSIONS + " numbers");
        }
        for (var value : values) {
            if (!Float.isFinite(value)) {
                throw new IllegalArgumentException("'features' must be finite");
            }
        }
        return values;
    }
}
