package org.tinysphere.console.boundary;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import java.util.List;
import java.util.Map;

/** JSON from the database as maps and lists, which pages can read. */
final class Plain {
    private static final Gson GSON = new Gson();

    private Plain() {
    }

    /** @return empty if it is no object */
    static Map<String, Object> map(Object json) {
        return of(json) instanceof Map<?, ?> map ? cast(map) : Map.of();
    }

    /** The objects of an array; empty if it is none. */
    static List<Map<String, Object>> list(Object json) {
        return of(json) instanceof List<?> list ? list.stream().map(Plain::map).toList() : List.of();
    }

    static Object of(Object json) {
        return json instanceof JsonElement element ? GSON.fromJson(element, Object.class) : json;
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> cast(Map<?, ?> map) {
        return (Map<String, Object>) map;
    }
}
