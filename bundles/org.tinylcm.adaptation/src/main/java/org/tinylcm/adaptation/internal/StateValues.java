package org.tinylcm.adaptation.internal;

import java.util.List;
import java.util.Map;

/** Typed values of a state. All throw IllegalArgumentException if there is no such value. */
final class StateValues {

    private StateValues() {
    }

    static List<Map<?, ?>> maps(Map<?, ?> map, String key) {
        List<?> list = typed(map, key, List.class);
        return list.stream().<Map<?, ?>>map(entry -> typed(Map.of(key, entry), key, Map.class)).toList();
    }

    static List<String> texts(Map<?, ?> map, String key) {
        List<?> list = typed(map, key, List.class);
        return list.stream().map(entry -> typed(Map.of(key, entry), key, String.class)).toList();
    }

    static String text(Map<?, ?> map, String key) {
        return typed(map, key, String.class);
    }

    static double number(Map<?, ?> map, Object key) {
        return typed(map, key, Number.class).doubleValue();
    }

    static <T> T typed(Map<?, ?> map, Object key, Class<T> type) {
        var value = map.get(key);
        if (!type.isInstance(value)) {
            throw new IllegalArgumentException("adaptation state has no " + type.getSimpleName() + " '" + key + "'");
        }
        return type.cast(value);
    }
}
