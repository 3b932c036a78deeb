package org.tinylcm.shell.internal;

import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.tinylcm.ops.Audit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The latest lines of the logs. */
@Command(name = "logs", description = "Shows the latest lines of the log, the audit trail or the frame log.")
final class LogsCommand extends DeviceCommand {
    private static final int MOST = 10_000;

    @Option(names = "-n", defaultValue = "20", description = "How many lines (default ${DEFAULT-VALUE}).")
    int lines;

    @Option(names = "--audit", description = "The audit trail.")
    boolean audit;

    @Option(names = "--frames", description = "The frame log.")
    boolean frames;

    @Option(names = "--csv", description = "The frame log as CSV, with a line of names first.")
    boolean csv;

    @Option(names = "--with", paramLabel = "TEXT", defaultValue = "",
            description = "Only lines with this text in them.")
    String with;

    @Override
    void run() throws IOException {
        var most = Math.max(0, Math.min(MOST, lines));
        List<String> tail;
        if (audit) {
            tail = services.need(Audit.class, "audit trail").tail(most);
        } else {
            Path logs = services.data("logs");
            tail = FileTail.of(logs.resolve(frames || csv ? "frames.jsonl" : "tinylcm.log"), most);
        }
        var shown = tail.stream().filter(line -> line.contains(with));
        if (csv) {
            FrameCsv.lines(shown).forEach(out::println);
        } else {
            shown.forEach(line -> out.println(json ? Text.oneLine(line) : readable(line)));
        }
    }

    private String readable(String line) {
        try {
            var entry = JsonParser.parseString(line).getAsJsonObject();
            var time = text(entry, "at").replaceFirst("\\.\\d+Z$", "Z");
            if (audit) {
                return Text.oneLine(time + " #" + text(entry, "sequence") + " " + text(entry, "kind") + " "
                        + entry.get("details"));
            }
            if (frames) {
                return Text.oneLine(time + " " + text(entry, "file") + " " + text(entry, "label")
                        + (text(entry, "unknown").equals("true") ? " (unknown)" : "")
                        + text(entry, "failure") + " " + text(entry, "confidence")
                        + (text(entry, "drifting").equals("true") ? " drifting" : "")
                        + (text(entry, "quarantined").equals("true") ? " put aside" : ""));
            }
            var error = text(entry, "error").lines().findFirst().map(e -> ": " + e).orElse("");
            return Text.oneLine(time + " " + text(entry, "level") + " " + text(entry, "message") + error);
        } catch (JsonParseException | IllegalStateException e) {
            return Text.oneLine(line);
        }
    }

    private static String text(JsonObject entry, String name) {
        var value = entry.get(name);
        return value == null || !value.isJsonPrimitive() ? "" : value.getAsString();
    }
}
