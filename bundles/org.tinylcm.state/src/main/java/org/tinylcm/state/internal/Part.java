package org.tinylcm.state.internal;

import java.util.List;
import java.util.Map;
import org.tinylcm.input.BadInputException;

/** An object within a document, with its path for messages. */
record Part(String file, String path, Map<String, Object> map) {

    boolean has(String key) {
        return map.containsKey(key);
    }

    List<String> keys() {
        return List.copyOf(map.keySet());
    }

    String text(String key) {
        return value(key, String.class, "a text");
    }

    long number(String key) {
        return value(key, Long.class, "a whole number");
    }

    @SuppressWarnings("unchecked")
    Part part(String key) {
        return new Part(file, path + "." + key, (Map<String, Object>) value(key, Map.class, "an object"));
    }

    private <T> T value(String key, Class<T> type, String what) {
        if (!type.isInstance(map.get(key))) {
            throw new BadInputException(file, path + "." + key, "must be " + what);
        }
        return type.cast(map.get(key));
    }
}
