package org.tinylcm.ops.internal;

import java.nio.charset.StandardCharsets;
import java.util.function.Function;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;

/** Turns a record into a line where it was logged (its parameters may change afterwards) and hands that over. */
final class LineHandler extends Handler {
    private final Function<LogRecord, String> format;
    private final LineWriter writer;

    LineHandler(Level level, Function<LogRecord, String> format, LineWriter writer) {
        setLevel(level);
        this.format = format;
        this.writer = writer;
    }

    @Override
    public void publish(LogRecord entry) {
        if (isLoggable(entry)) {
            writer.offer(format.apply(entry).getBytes(StandardCharsets.UTF_8));
        }
    }

    long dropped() {
        return writer.dropped() + writer.failed();
    }

    @Override
    public void flush() {
        // the writer flushes as soon as nothing waits
    }

    @Override
    public void close() {
        writer.close();
    }
}
