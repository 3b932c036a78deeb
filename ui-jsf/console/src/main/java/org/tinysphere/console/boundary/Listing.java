package org.tinysphere.console.boundary;

import java.util.List;
import org.tinysphere.core.boundary.Page;

/**
 * The part of a list that a page shows.
 *
 * @param next of the next part; null on the last
 * @param first true if nothing comes before it
 */
public record Listing<T>(List<T> items, String next, boolean first) {
    /** Lines on a page. */
    public static final int SIZE = 25;

    static <T> Listing<T> of(Page<T> page, Query query) {
        return new Listing<>(page.items(), page.next(), query.text("after") == null);
    }

    public boolean none() {
        return items.isEmpty();
    }

    public boolean paged() {
        return next != null || !first;
    }
}
