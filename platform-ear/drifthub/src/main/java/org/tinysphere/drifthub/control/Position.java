package org.tinysphere.drifthub.control;

import java.time.DateTimeException;
import java.time.Instant;
import org.tinysphere.core.boundary.Page;
import org.tinysphere.core.control.Problem;

/** Where a page of a list by time ends. */
public record Position(Instant at, long id) {
    /** @return null for the first page */
    public static Position of(String after) {
        var key = Page.key(after, "");
        if (key.isEmpty()) {
            return null;
        }
        try {
            var bar = key.indexOf('|');
            return new Position(Instant.parse(key.substring(0, Math.max(0, bar))),
                    Long.parseLong(key.substring(bar + 1)));
        } catch (DateTimeException | NumberFormatException e) {
            throw Problem.bad("'after' must be the 'next' of a page");
        }
    }

    public String key() {
        return at + "|" + id;
    }
}
