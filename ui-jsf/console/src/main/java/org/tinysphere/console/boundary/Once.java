package org.tinysphere.console.boundary;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

/** Reads each thing once for a page, however often the page's expressions ask for it. */
final class Once {
    private final Map<String, Object> known = new HashMap<>();

    /** @param name of the thing; not computeIfAbsent, because one thing may need another */
    @SuppressWarnings("unchecked")
    <T> T of(String name, Supplier<T> read) {
        if (!known.containsKey(name)) {
            known.put(name, read.get());
        }
        return (T) known.get(name);
    }
}
