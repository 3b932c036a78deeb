package org.tinylcm.evaluation.internal;

import java.util.ArrayList;
import java.util.List;
import org.tinylcm.input.BadInputException;

/** Splits a line of CSV (RFC 4180; a field does not contain a line break); fields are stripped. */
final class CsvLine {

    private CsvLine() {
    }

    /** @throws BadInputException it is too long, or its quotes are wrong */
    static List<String> fields(String origin, int number, String line) {
        if (line.length() > StreamFile.MAX_LINE) {
            throw refuse(origin, number, "must have at most " + StreamFile.MAX_LINE + " characters");
        }
        var fields = new ArrayList<String>();
        int at = 0;
        do {
            at = line.startsWith("\"", at) ? quoted(origin, number, line, at, fields) : plain(line, at, fields);
            if (at < line.length() && line.charAt(at) != ',') {
                throw refuse(origin, number, "a quote must enclose a whole field");
            }
            at++;
        } while (at <= line.length());
        return fields;
    }

    private static int plain(String line, int from, List<String> fields) {
        int comma = line.indexOf(',', from);
        int end = comma < 0 ? line.length() : comma;
        fields.add(line.substring(from, end).strip());
        return end;
    }

    private static int quoted(String origin, int number, String line, int from, List<String> fields) {
        var field = new StringBuilder();
        for (int at = from + 1; at < line.length(); at++) {
            if (line.charAt(at) != '"') {
                field.append(line.charAt(at));
            } else if (line.startsWith("\"\"", at)) {
                field.append('"');
                at++;
            } else {
                fields.add(field.toString().strip());
                return at + 1;
            }
        }
        throw refuse(origin, number, "a quote must be closed in the same line");
    }

    private static BadInputException refuse(String origin, int number, String rule) {
        return new BadInputException(origin, "line " + number, rule);
    }
}
