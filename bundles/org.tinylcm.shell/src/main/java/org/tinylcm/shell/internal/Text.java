package org.tinylcm.shell.internal;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Values as commands show them. */
final class Text {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("MM-dd HH:mm:ss");
    private static final Gson GSON = new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();

    private Text() {
    }

    /** Names come from outside: they must not be able to forge a line or command the terminal. */
    static String oneLine(String text) {
        if (text.chars().noneMatch(Character::isISOControl)) {
            return text;
        }
        var line = new StringBuilder();
        text.codePoints().forEach(c -> line.appendCodePoint(Character.isISOControl(c) ? ' ' : c));
        return line.toString();
    }

    static String cut(String text, int columns) {
        return text.length() <= columns ? text : text.substring(0, columns - 1) + "…";
    }

    /** Lines of so many columns at most, broken between words. */
    static List<String> wrapped(String text, int columns) {
        var lines = new ArrayList<String>();
        var line = new StringBuilder();
        for (var word : oneLine(text).split(" ")) {
            if (line.length() > 0 && line.length() + 1 + word.length() > columns) {
                lines.add(line.toString());
                line.setLength(0);
            }
            line.append(line.length() == 0 ? "" : " ").append(word);
        }
        lines.add(line.toString());
        return lines;
    }

    static String time(Instant at) {
        return TIME.format(at.atZone(ZoneId.systemDefault()));
    }

    /** Figures look the same whatever the device's language is. */
    static String format(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }

    static String megabytes(long bytes) {
        return format("%.1f MB", bytes / 1e6);
    }

    static String json(Object value) {
        return GSON.toJson(finite(value));
    }

    /** An ordered map of pairs; null values are left out. */
    static Map<String, Object> map(Object... pairs) {
        var map = new LinkedHashMap<String, Object>();
        for (int i = 0; i < pairs.length; i += 2) {
            if (pairs[i + 1] != null) {
                map.put(pairs[i].toString(), pairs[i + 1]);
            }
        }
        return map;
    }

    /** JSON has no NaN and no infinity; and an instant is its text. */
    private static Object finite(Object value) {
        if (value instanceof Map<?, ?> map) {
            var copy = new LinkedHashMap<String, Object>();
            map.forEach((key, element) -> copy.put(String.valueOf(key), finite(element)));
            return copy;
        }
        if (value instanceof List<?> list) {
            return list.stream().map(Text::finite).toList();
        }
        if (value instanceof Double || value instanceof Float) {
            return Double.isFinite(((Number) value).doubleValue()) ? value : value.toString();
        }
        return value == null || value instanceof Number || value instanceof Boolean ? value : value.toString();
    }
}
