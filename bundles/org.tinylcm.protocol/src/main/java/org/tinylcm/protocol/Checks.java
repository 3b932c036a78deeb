package org.tinylcm.protocol;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the records check of themselves; the messages end up behind the name of the document. */
final class Checks {
    private Checks() {
    }

    static <T> T required(T value, String name) {
        if (value == null) {
            throw new IllegalArgumentException("'" + name + "' is missing");
        }
        return value;
    }

    /** An id is part of addresses and file names. */
    static String id(String value, String name) {
        if (value == null || !value.matches("[A-Za-z0-9_-][A-Za-z0-9._-]{0,79}")) {
            throw new IllegalArgumentException("'" + name + "' must be 1..80 letters, digits, '.', '-' or '_'");
        }
        return value;
    }

    static Double share(Double value, String name) {
        if (value != null && !(value >= 0 && value <= 1)) {
            throw new IllegalArgumentException("'" + name + "' must be 0..1, not " + value);
        }
        return value;
    }

    static <T> List<T> list(List<T> list) {
        return list == null ? List.of() : List.copyOf(list);
    }

    /** Keeps the order, because people read it. */
    static <V> Map<String, V> map(Map<String, V> map) {
        return map == null ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(map));
    }
}
