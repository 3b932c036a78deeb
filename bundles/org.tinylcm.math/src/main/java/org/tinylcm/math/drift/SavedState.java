package org.tinylcm.math.drift;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Typed access to a saved state; what is missing or of another type is an {@link IllegalArgumentException}. */
record SavedState(Map<String, Object> values) {

    String text(String key) {
        return value(key, String.class);
    }

    long number(String key) {
        return value(key, Number.class).longValue();
    }

    double real(String key) {
        return value(key, Number.class).doubleValue();
    }

    double[] doubles(String key) {
        var list = value(key, List.class);
        var doubles = new double[list.size()];
        for (int i = 0; i < doubles.length; i++) {
            if (!(list.get(i) instanceof Number number)) {
                throw new IllegalArgumentException("state has something that is no number in '" + key + "'");
            }
            doubles[i] = number.doubleValue();
        }
        return doubles;
    }

    boolean flag(String key) {
        return value(key, Boolean.class);
    }

    List<String> texts(String key) {
        var list = value(key, List.class);
        var texts = new ArrayList<String>();
        for (var item : list) {
            if (!(item instanceof String text)) {
                throw new IllegalArgumentException("state has something that is no text in '" + key + "'");
            }
            texts.add(text);
        }
        return texts;
    }

    /** @throws IllegalArgumentException a value is not a whole number in 0..most */
    static void whole(double[] values, int most, String key) {
        for (var value : values) {
            if (!(value >= 0 && value <= most) || value != Math.rint(value)) {
                throw new IllegalArgumentException("state has " + value + " in '" + key + "'");
            }
        }
    }

    void expect(String key, String wanted) {
        if (!text(key).equals(wanted)) {
            throw new IllegalArgumentException("state was saved with " + key + " " + text(key) + ", not " + wanted);
        }
    }

    private <T> T value(String key, Class<T> type) {
        var value = values.get(key);
        if (!type.isInstance(value)) {
            throw new IllegalArgumentException("state has no " + type.getSimpleName() + " '" + key + "'");
        }
        return type.cast(value);
    }
}
