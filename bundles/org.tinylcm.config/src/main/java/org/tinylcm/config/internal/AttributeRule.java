package org.tinylcm.config.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Vector;

/**
 * What metatype says of one key.
 *
 * @param key the key
 * @param type type of one value
 * @param cardinality 0 for one value, positive for at most that many in an array, negative the same in a list
 * @param min least value, or length for texts; null if there is none
 * @param max largest value, or length for texts; null if there is none
 * @param options values allowed, empty for all
 * @param required true if there must be a value
 * @param defaultText default as text, null if there is none
 * @param description one sentence
 */
record AttributeRule(String key, ValueType type, int cardinality, String min, String max, List<String> options,
        boolean required, String defaultText, String description) {

    AttributeRule {
        options = List.copyOf(options);
    }

    /**
     * @return the value as the component gets it
     * @throws IllegalArgumentException it is not allowed; the message is the rule
     */
    Object parse(String text) {
        if (cardinality == 0) {
            return one(type == ValueType.STRING || type == ValueType.PASSWORD ? text : text.trim());
        }
        var values = new ArrayList<Object>();
        for (var part : split(text)) {
            values.add(one(part));
        }
        if (cardinality != Integer.MIN_VALUE && values.size() > Math.abs(cardinality)) {
            throw new IllegalArgumentException("must have at most " + Math.abs(cardinality) + " values");
        }
        return cardinality < 0 ? new Vector<>(values) : type.array(values);
    }

    /** The text, unless it is nobody's business. */
    String shown(String text) {
        return type == ValueType.PASSWORD && !text.isEmpty() ? "***" : text;
    }

    String typeName() {
        return type.label() + (cardinality == 0 ? "" : "[]");
    }

    /** What is allowed, in words. */
    String range() {
        var one = options.isEmpty() ? type.range(min, max) : "one of " + String.join(", ", options);
        return cardinality == 0 ? one : "values with commas between them, each " + one;
    }

    private Object one(String text) {
        if (!options.isEmpty() && !options.contains(text)) {
            throw new IllegalArgumentException("must be " + range());
        }
        try {
            return type.parse(text, min, max);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("must be " + range(), e);
        }
    }

    /** A backslash keeps a comma or a backslash as it is; blanks around a value do not count. */
    private static List<String> split(String text) {
        var parts = new ArrayList<String>();
        var part = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            var c = text.charAt(i);
            if (c == '\\' && i + 1 < text.length()) {
                part.append(text.charAt(++i));
            } else if (c == ',') {
                parts.add(part.toString().trim());
                part.setLength(0);
            } else {
                part.append(c);
            }
        }
        parts.add(part.toString().trim());
        return parts.size() == 1 && parts.get(0).isEmpty() ? List.of() : parts;
    }
}
