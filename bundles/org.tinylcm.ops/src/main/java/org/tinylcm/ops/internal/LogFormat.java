package org.tinylcm.ops.internal;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.logging.Formatter;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.tinylcm.protocol.Json;

/** A log record as a JSON line for machines, and as a line for people. */
final class LogFormat extends Formatter {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss");
    private static final int LONGEST_ERROR = 8192;
    private final boolean colour;
    private final ZoneId zone;

    LogFormat(boolean colour, ZoneId zone) {
        this.colour = colour;
        this.zone = zone;
    }

    String json(LogRecord entry) {
        var line = new LinkedHashMap<String, Object>();
        line.put("at", entry.getInstant().toString());
        line.put("level", name(entry.getLevel()));
        line.put("logger", entry.getLoggerName());
        line.put("thread", Thread.currentThread().getName());
        line.put("message", formatMessage(entry));
        if (entry.getThrown() != null) {
            line.put("error", trace(entry.getThrown()));
        }
        return Json.write(line);
    }

    @Override
    public String format(LogRecord entry) {
        var text = new StringBuilder(time(entry.getInstant())).append(' ')
                .append("%-5s ".formatted(name(entry.getLevel()))).append(formatMessage(entry));
        if (entry.getThrown() != null) {
            text.append(": ").append(entry.getThrown());
        }
        var line = Text.oneLine(text.toString());
        return colour ? tint(entry.getLevel()) + line + Text.PLAIN : line;
    }

    private String time(Instant at) {
        return TIME.format(at.atZone(zone));
    }

    static String name(Level level) {
        var value = level.intValue();
        if (value >= Level.SEVERE.intValue()) {
            return "ERROR";
        }
        if (value >= Level.WARNING.intValue()) {
            return "WARN";
        }
        if (value >= Level.CONFIG.intValue()) {
            return "INFO";
        }
        return value >= Level.FINE.intValue() ? "DEBUG" : "TRACE";
    }

    /** @param name as in the configuration */
    static Level level(String name) {
        return switch (name) {
            case "ERROR" -> Level.SEVERE;
            case "WARN" -> Level.WARNING;
            case "INFO" -> Level.INFO;
            case "DEBUG" -> Level.FINE;
            case "TRACE" -> Level.FINER;
            case "OFF" -> Level.OFF;
            default -> throw new IllegalArgumentException("level must be ERROR, WARN, INFO, DEBUG, TRACE or OFF, not "
                    + name);
        };
    }

    private static String tint(Level level) {
        var value = level.intValue();
        if (value >= Level.SEVERE.intValue()) {
            return Text.RED;
        }
        return value >= Level.WARNING.intValue() ? Text.YELLOW : Text.PLAIN;
    }

    private static String trace(Throwable thrown) {
        var text = new StringWriter();
        thrown.printStackTrace(new PrintWriter(text));
        return text.getBuffer().length() > LONGEST_ERROR ? text.getBuffer().substring(0, LONGEST_ERROR)
                : text.toString();
    }
}
