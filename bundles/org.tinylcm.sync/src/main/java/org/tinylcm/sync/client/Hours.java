package org.tinylcm.sync.client;

import java.time.LocalTime;
import java.util.regex.Pattern;
import org.tinylcm.input.BadInputException;

/**
 * Hours of the day at which something may happen.
 *
 * @param from first hour, 0..23
 * @param to hour at which it ends, 0..24; earlier than {@code from} means the next day; the same means always
 */
record Hours(int from, int to) {
    static final Hours ALWAYS = new Hours(0, 0);
    private static final Pattern FORM = Pattern.compile("(\\d{1,2})-(\\d{1,2})");

    /** @throws BadInputException it is neither empty nor like {@code 22-6} */
    static Hours parse(String text) {
        if (text == null || text.isBlank()) {
            return ALWAYS;
        }
        var match = FORM.matcher(text.trim());
        if (!match.matches() || Integer.parseInt(match.group(1)) > 23 || Integer.parseInt(match.group(2)) > 24) {
            throw new BadInputException("org.tinylcm.sync", "hours", "must be like 22-6 or empty, not '" + text + "'");
        }
        return new Hours(Integer.parseInt(match.group(1)), Integer.parseInt(match.group(2)));
    }

    boolean contain(LocalTime time) {
        var hour = time.getHour();
        return from == to || (from < to ? hour >= from && hour < to : hour >= from || hour < to);
    }
}
