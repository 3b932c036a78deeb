package org.tinylcm.adaptation.internal;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/** What a class tells in its log. */
final class Heard extends Handler {
    private final List<LogRecord> records = new CopyOnWriteArrayList<>();
    private final Logger logger;

    Heard(Class<?> whom) {
        logger = Logger.getLogger(whom.getName());
        logger.addHandler(this);
    }

    List<String> at(Level level) {
        var formatter = new SimpleFormatter();
        return records.stream().filter(record -> record.getLevel().equals(level)).map(formatter::formatMessage).toList();
    }

    @Override
    public void publish(LogRecord record) {
        records.add(record);
    }

    @Override
    public void flush() {
    }

    @Override
    public void close() {
        logger.removeHandler(this);
    }
}
