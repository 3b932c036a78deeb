package org.tinysphere.core.boundary;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.function.Function;
import org.tinysphere.core.control.Problem;

/**
 * Part of a list, cut by key, so that page one thousand is as quick as page one.
 *
 * @param next for the parameter {@code after} of the next page; absent on the last
 */
public record Page<T>(List<T> items, String next) {

    /**
     * @param items one more than {@code limit}, if there are more
     * @param key by what the list is sorted
     */
    public static <T> Page<T> of(List<T> items, int limit, Function<T, String> key) {
        if (items.size() <= limit) {
            return new Page<>(items, null);
        }
        var last = key.apply(items.get(limit - 1));
        return new Page<>(List.copyOf(items.subList(0, limit)),
                Base64.getUrlEncoder().withoutPadding().encodeToString(last.getBytes(StandardCharsets.UTF_8)));
    }

    /** The key in the parameter {@code after}; {@code first} if there is none. */
    public static String key(String after, String first) {
        if (after == null || after.isEmpty()) {
            return first;
        }
        try {
            return new String(Base64.getUrlDecoder().decode(after), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw Problem.bad("'after' must be the 'next' of a page");
        }
    }

    public static long number(String after, long first) {
        try {
            return Long.parseLong(key(after, String.valueOf(first)));
        } catch (NumberFormatException e) {
            throw Problem.bad("'after' must be the 'next' of a page");
        }
    }

    /** @throws Problem 400 not 1..500 */
    public static int limit(Integer limit) {
        if (limit == null) {
            return 50;
        }
        if (limit < 1 || limit > 500) {
            throw Problem.bad("'limit' must be 1..500");
        }
        return limit;
    }
}
