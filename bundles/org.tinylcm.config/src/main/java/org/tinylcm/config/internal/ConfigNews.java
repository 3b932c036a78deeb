package org.tinylcm.config.internal;

import static java.lang.System.Logger.Level.INFO;
import static java.lang.System.Logger.Level.WARNING;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.tinylcm.ops.Audit;

/** Logs what becomes of configurations, and audits it as soon as there is an audit trail (it is configured too). */
final class ConfigNews implements Configurations.Listener {
    private static final System.Logger logger = System.getLogger(ConfigNews.class.getName());
    private static final int MOST_WAITING = 500;

    private record Entry(String kind, Map<String, ?> details) {
    }

    private final BlockingQueue<Entry> waiting = new ArrayBlockingQueue<>(MOST_WAITING);
    /** Names applied at the start; null once that is over. */
    private List<String> loaded = new ArrayList<>();

    @Override
    public void problem(ConfigName name, String line, boolean waits) {
        logger.log(WARNING, "{0}", line);
        if (!waits) {
            note("config-refused", ordered("pid", name.toString(), "reason", line));
        }
    }

    @Override
    public synchronized void applied(ConfigName name, Map<String, String> values) {
        if (loaded == null) {
            note("config-applied", ordered("pid", name.toString(), "values", values));
        } else {
            loaded.add(name.toString());
        }
    }

    /** The start is one entry: each costs a write that waits for the disk. */
    synchronized void started() {
        if (!loaded.isEmpty()) {
            note("config-loaded", Map.of("pids", List.copyOf(loaded)));
        }
        loaded = null;
    }

    void note(String kind, Map<String, ?> details) {
        if (!waiting.offer(new Entry(kind, details))) {
            logger.log(INFO, "No audit trail to note {0} in", kind);
        }
    }

    /** People read audit lines: the name comes first. */
    private static Map<String, Object> ordered(String first, Object one, String second, Object two) {
        var details = new LinkedHashMap<String, Object>();
        details.put(first, one);
        details.put(second, two);
        return details;
    }

    /** @param audit null if there is none at the moment */
    void flush(Audit audit) {
        synchronized (waiting) {
            write(audit);
        }
    }

    private void write(Audit audit) {
        for (var entry = waiting.peek(); entry != null && audit != null; entry = waiting.peek()) {
            audit.record(entry.kind(), entry.details());
            waiting.remove();
        }
    }
}
