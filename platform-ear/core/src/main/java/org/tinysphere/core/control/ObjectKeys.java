package org.tinysphere.core.control;

import java.util.regex.Pattern;

/**
 * Names of objects: {@code drift/d-abc/2026/03/01/e-7.json}. The same rule for every store, so that what can be kept
 * in one can be kept in the other: 1 to 12 parts of letters, digits, '.', '_', '-', '=' and '+', none of which begins
 * with a dot, at most 400 characters.
 */
public final class ObjectKeys {
    private static final Pattern KEY =
            Pattern.compile("[A-Za-z0-9_=+-][A-Za-z0-9._=+-]{0,199}(/[A-Za-z0-9_=+-][A-Za-z0-9._=+-]{0,199}){0,11}");
    private static final int MOST = 400;

    private ObjectKeys() {
    }

    /** @throws IllegalArgumentException it is no name of an object */
    public static String check(String key) {
        if (key == null || key.length() > MOST || !KEY.matcher(key).matches()) {
            throw new IllegalArgumentException("not a name of an object: " + shown(key));
        }
        return key;
    }

    /** The same for the beginning of names, which may end with a slash or be empty. */
    public static String checkPrefix(String prefix) {
        if (!prefix.isEmpty()) {
            check(prefix.endsWith("/") ? prefix.substring(0, prefix.length() - 1) : prefix);
        }
        return prefix;
    }

    private static String shown(String key) {
        return key == null ? "null" : key.replaceAll("[^ -~]", "?").substring(0, Math.min(key.length(), 100));
    }
}
