package org.tinysphere.core.control;

import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Tables as RFC 4180 says. A text that a spreadsheet would take for a formula gets an apostrophe in front: names and
 * labels come from outside.
 */
public final class Csv {
    private static final Pattern FORMULA = Pattern.compile("^[=+\\-@\\t\\r].*", Pattern.DOTALL);

    private Csv() {
    }

    /** One line, with its end. Null is an empty field. */
    public static String line(Object... fields) {
        return Stream.of(fields).map(Csv::field).collect(Collectors.joining(",", "", "\r\n"));
    }

    /** A table with a header from the records' components; those of records within count as if they were outside. */
    public static <T extends Record> String table(Class<T> type, List<T> rows) {
        var text = new StringBuilder(line(names(type).toArray()));
        rows.forEach(row -> text.append(line(values(row).toArray())));
        return text.toString();
    }

    private static List<Object> names(Class<?> type) {
        var names = new ArrayList<Object>();
        for (var component : type.getRecordComponents()) {
            if (component.getType().isRecord()) {
                names.addAll(names(component.getType()));
            } else {
                names.add(component.getName());
            }
        }
        return names;
    }

    private static List<Object> values(Object row) {
        var values = new ArrayList<>();
        for (var component : row.getClass().getRecordComponents()) {
            var value = value(row, component);
            if (component.getType().isRecord()) {
                values.addAll(values(value));
            } else {
                values.add(value);
            }
        }
        return values;
    }

    private static Object value(Object row, RecordComponent component) {
        try {
            return component.getAccessor().invoke(row);
        } catch (ReflectiveOperationException e) {
            throw new IllegalArgumentException(row.getClass() + " is not public", e);
        }
    }

    private static String field(Object value) {
        if (value == null) {
            return "";
        }
        var text = String.valueOf(value);
        if (!(value instanceof Number) && FORMULA.matcher(text).matches()) {
            text = "'" + text;
        }
        return text.chars().anyMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r')
                ? '"' + text.replace("\"", "\"\"") + '"' : text;
    }
}
