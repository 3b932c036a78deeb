package org.tinylcm.ops.internal;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Free-form details reduced to what JSON can say, so that an entry is never lost to a type that it cannot. */
final class PlainValues {
    private static final int DEEPEST = 8;

    private PlainValues() {
    }

    static Map<String, Object> map(Map<String, ?> details) {
        var plain = new LinkedHashMap<String, Object>();
        details.forEach((key, value) -> plain.put(key, plain(value, 0)));
        return plain;
    }

    private static Object plain(Object value, int depth) {
        if (value == null || value instanceof String || value instanceof Boolean || value instanceof Long
                || value instanceof Integer) {
            return value;
        }
        if (value instanceof Number number) {
            return Double.isFinite(number.doubleValue()) ? number : number.toString();
        }
        if (depth < DEEPEST && value instanceof List<?> list) {
            return list.stream().map(element -> plain(element, depth + 1)).toList();
        }
        if (depth < DEEPEST && value instanceof Map<?, ?> map) {
            var plain = new LinkedHashMap<String, Object>();
            map.forEach((key, element) -> plain.put(String.valueOf(key), plain(element, depth + 1)));
            return plain;
        }
        return value.toString();
    }
}
