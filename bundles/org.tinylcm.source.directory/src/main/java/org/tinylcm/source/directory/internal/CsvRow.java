package org.tinylcm.source.directory.internal;

import java.util.ArrayList;
import java.util.List;
import org.tinylcm.input.BadInputException;

/** Splits a line of CSV (RFC 4180; a field does not contain a line break). */
final class CsvRow {
    private static final int MAX_FIELDS = 64;

    private CsvRow() {
    }

    /** @throws BadInputException quotes that do not close, or too many fields */
    static List<String> fields(String origin, int number, String line) {
        var fields = new ArrayList<String>();
        var field = new StringBuilder();
        var quoted = false;
        var closed = false;
        for (var i = 0; i < line.length(); i++) {
            var c = line.charAt(i);
            if (quoted) {
                if (c != '"') {
                    field.append(c);
                } else if (i + 1 < line.length() && line.charAt(i + 1) == '"') {
                    field.append(c);
                    i++;
                } else {
                    quoted = false;
                    closed = true;
                }
            } else if (c == ',') {
                add(origin, number, fields, field);
                closed = false;
            } else if (c == '"' && field.isEmpty() && !closed) {
                quoted = true;
            } else if (c == '"' || closed) {
                throw new BadInputException(origin, "line " + number, "a quote must enclose a whole field");
            } else {
                field.append(c);
            }
        }
        if (quoted) {
            throw new BadInputException(origin, "line " + number, "a quote must be closed in the same line");
        }
        add(origin, number, fields, field);
        return fields;
    }

    private static void add(String origin, int number, List<String> fields, StringBuilder field) {
        if (fields.size() >= MAX_FIELDS) {
            throw new BadInputException(origin, "line " + number, "must have at most " + MAX_FIELDS + " fields");
        }
        fields.add(field.toString());
        field.setLength(0);
    }
}
