package org.tinylcm.shell.internal;

import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Lines of the frame log as CSV (RFC 4180). */
final class FrameCsv {
    private static final List<String> COLUMNS = List.of("frame", "file", "at", "label", "unknown", "truth",
            "confidence", "novelty", "familiarity", "drifting", "quarantined", "failure");

    private FrameCsv() {
    }

    static Stream<String> lines(Stream<String> json) {
        return Stream.concat(Stream.of(String.join(",", COLUMNS)), json.flatMap(FrameCsv::line));
    }

    /** A line that a power cut damaged is passed over. */
    private static Stream<String> line(String json) {
        try {
            var frame = JsonParser.parseString(json).getAsJsonObject();
            return Stream.of(COLUMNS.stream().map(name -> cell(frame, name)).collect(Collectors.joining(",")));
        } catch (JsonParseException | IllegalStateException e) {
            return Stream.empty();
        }
    }

    /** A spreadsheet would take what begins with one of these signs for a formula, unless it is a number. */
    private static String cell(JsonObject frame, String name) {
        var value = frame.get(name);
        if (value == null || !value.isJsonPrimitive()) {
            return "";
        }
        var text = Text.oneLine(value.getAsString());
        if (value.getAsJsonPrimitive().isString() && text.matches("[=+@-].*")) {
            text = "'" + text;
        }
        return text.matches("[^,\"]*") ? text : '"' + text.replace("\"", "\"\"") + '"';
    }
}
