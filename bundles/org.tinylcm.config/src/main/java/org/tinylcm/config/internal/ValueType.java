package org.tinylcm.config.internal;

import java.lang.reflect.Array;
import java.util.List;
import java.util.Locale;

/** The types of metatype, with the checks of one value. */
enum ValueType {
    STRING(String.class, String.class),
    /** A text that is shown to nobody. */
    PASSWORD(String.class, String.class), INTEGER(Integer.class, int.class), LONG(Long.class, long.class),
    SHORT(Short.class, short.class), BYTE(Byte.class, byte.class), DOUBLE(Double.class, double.class),
    FLOAT(Float.class, float.class), BOOLEAN(Boolean.class, boolean.class), CHARACTER(Character.class, char.class);

    private final Class<?> type;
    private final Class<?> element;

    ValueType(Class<?> type, Class<?> element) {
        this.type = type;
        this.element = element;
    }

    /** @throws IllegalArgumentException metatype has no such type */
    static ValueType of(String name) {
        return name.equals("Char") ? CHARACTER : valueOf(name.toUpperCase(Locale.ROOT));
    }

    String label() {
        return this == PASSWORD ? "Password" : type.getSimpleName();
    }

    Object array(List<Object> values) {
        var array = Array.newInstance(element, values.size());
        for (int i = 0; i < values.size(); i++) {
            Array.set(array, i, values.get(i));
        }
        return array;
    }

    /** @throws IllegalArgumentException it is no such value or out of range */
    Object parse(String text, String min, String max) {
        return switch (this) {
            case STRING, PASSWORD -> string(text, min, max);
            case BOOLEAN -> bool(text);
            case CHARACTER -> character(text);
            case DOUBLE -> real(text, min, max);
            case FLOAT -> (float) real(text, min, max);
            case LONG -> whole(text, min, max, Long.MIN_VALUE, Long.MAX_VALUE);
            case INTEGER -> (int) whole(text, min, max, Integer.MIN_VALUE, Integer.MAX_VALUE);
            case SHORT -> (short) whole(text, min, max, Short.MIN_VALUE, Short.MAX_VALUE);
            case BYTE -> (byte) whole(text, min, max, Byte.MIN_VALUE, Byte.MAX_VALUE);
        };
    }

    String range(String min, String max) {
        return switch (this) {
            case BOOLEAN -> "true or false";
            case CHARACTER -> "one character";
            case STRING, PASSWORD ->
                    min == null && max == null ? "a text" : "a text with a length of " + between(min, max);
            case DOUBLE, FLOAT -> min == null && max == null ? "a number" : "a number " + between(min, max);
            default -> min == null && max == null ? "a whole number" : "a whole number " + between(min, max);
        };
    }

    private static String between(String min, String max) {
        if (min == null) {
            return "at most " + max;
        }
        return max == null ? "at least " + min : min + ".." + max;
    }

    private static String string(String text, String min, String max) {
        if (min != null && text.length() < Long.parseLong(min) || max != null && text.length() > Long.parseLong(max)) {
            throw new IllegalArgumentException("length");
        }
        return text;
    }

    private static boolean bool(String text) {
        if (!text.equals("true") && !text.equals("false")) {
            throw new IllegalArgumentException("no truth value");
        }
        return text.equals("true");
    }

    private static char character(String text) {
        if (text.length() != 1) {
            throw new IllegalArgumentException("not one character");
        }
        return text.charAt(0);
    }

    private static double real(String text, String min, String max) {
        var value = Double.parseDouble(text);
        // Java reads "1d" and "0x1p3" too; nobody means that in a file.
        if (!text.matches("[-+0-9.eE]+") || !Double.isFinite(value) || min != null && value < Double.parseDouble(min)
                || max != null && value > Double.parseDouble(max)) {
            throw new IllegalArgumentException("out of range");
        }
        return value;
    }

    private static long whole(String text, String min, String max, long least, long most) {
        var value = Long.parseLong(text);
        if (value < least || value > most || min != null && value < Long.parseLong(min)
                || max != null && value > Long.parseLong(max)) {
            throw new IllegalArgumentException("out of range");
        }
        return value;
    }
}
