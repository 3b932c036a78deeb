package org.tinylcm.release;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A clause of a manifest header as OSGi Core 3.2.4 has it: {@code path;path;attribute=value;directive:=value}.
 *
 * @param paths what stands before the parameters: packages, symbolic names, namespaces
 * @param attributes {@code name=value}; a type (as in {@code version:Version}) is not part of the name
 * @param directives {@code name:=value}
 */
public record HeaderClause(List<String> paths, Map<String, String> attributes, Map<String, String> directives) {
    private static final int MOST = 256 << 10;

    /**
     * @param header value of the header, null if it is not there
     * @throws IllegalArgumentException it is none
     */
    public static List<HeaderClause> parse(String header) {
        if (header == null || header.isBlank()) {
            return List.of();
        }
        if (header.length() > MOST) {
            throw new IllegalArgumentException("header of " + header.length() + " characters, at most " + MOST);
        }
        var clauses = new ArrayList<HeaderClause>();
        for (var clause : split(header, ',')) {
            clauses.add(clause(clause));
        }
        return clauses;
    }

    private static HeaderClause clause(String text) {
        var paths = new ArrayList<String>();
        var attributes = new LinkedHashMap<String, String>();
        var directives = new LinkedHashMap<String, String>();
        for (var part : split(text, ';')) {
            var at = equalsSign(part);
            if (at < 0) {
                paths.add(part.strip());
            } else if (at > 0 && part.charAt(at - 1) == ':') {
                directives.put(part.substring(0, at - 1).strip(), unquoted(part.substring(at + 1)));
            } else {
                var name = part.substring(0, at).strip();
                var colon = name.indexOf(':');
                attributes.put(colon < 0 ? name : name.substring(0, colon).strip(), unquoted(part.substring(at + 1)));
            }
        }
        if (paths.isEmpty() || paths.contains("")) {
            throw new IllegalArgumentException("a clause without a name: " + text);
        }
        return new HeaderClause(List.copyOf(paths), attributes, directives);
    }

    private static int equalsSign(String part) {
        var quote = part.indexOf('"');
        var at = part.indexOf('=');
        return quote >= 0 && quote < at ? -1 : at;
    }

    private static String unquoted(String value) {
        var text = value.strip();
        return text.length() > 1 && text.startsWith("\"") && text.endsWith("\"")
                ? text.substring(1, text.length() - 1).replaceAll("\\\\(.)", "$1") : text;
    }

    /** Not within quotes. */
    private static List<String> split(String text, char separator) {
        var parts = new ArrayList<String>();
        var quoted = false;
        var begin = 0;
        for (int i = 0; i < text.length(); i++) {
            var c = text.charAt(i);
            if (c == '\\' && quoted) {
                i++;
            } else if (c == '"') {
                quoted = !quoted;
            } else if (c == separator && !quoted) {
                parts.add(text.substring(begin, i));
                begin = i + 1;
            }
        }
        if (quoted) {
            throw new IllegalArgumentException("a quote that does not end");
        }
        parts.add(text.substring(begin));
        return parts;
    }
}
