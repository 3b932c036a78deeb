package org.tinysphere.core.control;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.regex.Pattern;

/** What request records check of themselves. */
public final class Check {
    private static final Pattern SLUG = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,62}");

    private Check() {
    }

    /** A text for people: no control characters, stripped, 1 to {@code most} characters. */
    public static String text(String value, String name, int most) {
        var text = optional(value, name, most);
        if (text == null) {
            throw new IllegalArgumentException("'" + name + "' is missing");
        }
        return text;
    }

    /** The same, or null if it is missing or blank. */
    public static String optional(String value, String name, int most) {
        if (value == null || value.isBlank()) {
            return null;
        }
        if (value.length() > most) {
            throw new IllegalArgumentException("'" + name + "' must have at most " + most + " characters");
        }
        if (value.codePoints().anyMatch(c -> Character.isISOControl(c) && c != '\n' && c != '\t'
                || c >= 0xD800 && c <= 0xDFFF)) {
            throw new IllegalArgumentException("'" + name + "' must not have control characters");
        }
        return value.strip();
    }

    /** A name that appears in addresses: letters, digits, dot, underscore and hyphen. */
    public static String slug(String value, String name) {
        if (value == null || !SLUG.matcher(value).matches()) {
            throw new IllegalArgumentException("'" + name + "' must have 1..63 letters, digits, '.', '_' or '-', and "
                    + "start with a letter or digit");
        }
        return value;
    }

    public static List<String> slugs(List<String> values, String name, int most) {
        if (values == null) {
            return List.of();
        }
        if (values.size() > most) {
            throw new IllegalArgumentException("'" + name + "' must have at most " + most + " entries");
        }
        values.forEach(value -> slug(value, name));
        return List.copyOf(new LinkedHashSet<>(values));
    }

    public static int range(Integer value, String name, int least, int most, int defaultValue) {
        if (value == null) {
            return defaultValue;
        }
        if (value < least || value > most) {
            throw new IllegalArgumentException("'" + name + "' must be " + least + ".." + most + ", not " + value);
        }
        return value;
    }

    public static <T> T required(T value, String name) {
        if (value == null) {
            throw new IllegalArgumentException("'" + name + "' is missing");
        }
        return value;
    }
}
