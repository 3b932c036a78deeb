package org.tinylcm.protocol;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;

/** What records check of themselves; the messages end up behind the name of the document. */
public final class Checks {
    /** Possessive, because the text may be long. */
    private static final Pattern BASE64 = Pattern.compile("[A-Za-z0-9+/]++={0,2}+");

    private Checks() {
    }

    public static <T> T required(T value, String name) {
        if (value == null) {
            throw new IllegalArgumentException("'" + name + "' is missing");
        }
        return value;
    }

    /** An id is part of addresses and file names. */
    public static String id(String value, String name) {
        if (value == null || !value.matches("[A-Za-z0-9_-][A-Za-z0-9._-]{0,79}")) {
            throw new IllegalArgumentException("'" + name + "' must be 1..80 letters, digits, '.', '-' or '_'");
        }
        return value;
    }

    public static Double share(Double value, String name) {
        if (value != null && !(value >= 0 && value <= 1)) {
            throw new IllegalArgumentException("'" + name + "' must be 0..1, not " + value);
        }
        return value;
    }

    public static <T> List<T> list(List<T> list) {
        return list == null ? List.of() : List.copyOf(list);
    }

    public static <T> List<T> list(List<T> list, String name, int most) {
        if (list != null && (list.size() > most || list.stream().anyMatch(Objects::isNull))) {
            throw new IllegalArgumentException("'" + name + "' must have at most " + most + " entries, none null");
        }
        return list(list);
    }

    /** Symbolic names, versions and PIDs. */
    public static String name(String value, String name) {
        if (value == null || !value.matches("[A-Za-z0-9_][A-Za-z0-9._+~-]{0,159}")) {
            throw new IllegalArgumentException("'" + name + "' must be 1..160 letters, digits, '.', '-', '_', '+', '~'");
        }
        return value;
    }

    /** Lower-case hexadecimal digits. */
    public static String hex(String value, String name, int digits) {
        if (value == null || value.length() != digits || !value.matches("[0-9a-f]*")) {
            throw new IllegalArgumentException("'" + name + "' must be " + digits + " hexadecimal digits");
        }
        return value;
    }

    /** @param most most characters */
    public static String base64(String value, String name, int most) {
        if (value == null || value.isEmpty() || value.length() > most || value.length() % 4 != 0
                || !BASE64.matcher(value).matches()) {
            throw new IllegalArgumentException("'" + name + "' must be Base64 of at most " + most + " characters");
        }
        return value;
    }

    /** Keeps the order, because people read it. */
    public static <V> Map<String, V> map(Map<String, V> map) {
        return map == null ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(map));
    }
}
