package org.tinylcm.ops.internal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.tinylcm.ops.Audit;
import org.tinylcm.ops.DataFolder;
import org.tinylcm.protocol.AuditEntry;
import org.tinylcm.protocol.Json;

/**
 * The audit trail in {@code logs/audit.jsonl}. Entries are numbered and each holds the SHA-256 of the line before it,
 * so that a line that was changed, taken out or put in shows; the chain goes on over files that were set aside.
 */
@Component(service = {Audit.class, AuditTrail.class}, configurationPid = "org.tinylcm.ops.audit")
@Designate(ocd = AuditTrail.Config.class)
public final class AuditTrail implements Audit {
    private static final int MOST_TAIL = 10_000;
    private final RotatingFile file;
    private final Clock clock;
    private final List<Consumer<AuditEntry>> listeners = new CopyOnWriteArrayList<>();
    private long sequence;
    private String previous;

    @ObjectClassDefinition(name = "Audit trail")
    @interface Config {
        @AttributeDefinition(description = "Size at which a file is set aside, MB", min = "1", max = "100")
        int max_file_mb() default 4;

        @AttributeDefinition(description = "Files that are kept", min = "2", max = "1000")
        int files() default 20;
    }

    @Activate
    public AuditTrail(BundleContext context, Config config) {
        this(DataFolder.of(context, "logs"), config.max_file_mb() * 1_000_000L, config.files(), Clock.systemUTC());
    }

    AuditTrail(Path logs, long mostBytes, int files, Clock clock) {
        file = new RotatingFile(logs, "audit", "jsonl", mostBytes, files);
        this.clock = clock;
    }

    @Deactivate
    synchronized void close() throws IOException {
        file.close();
    }

    @Override
    public void record(String kind, Map<String, ?> details) {
        var entry = append(kind, PlainValues.map(details));
        listeners.forEach(listener -> listener.accept(entry));
    }

    @Override
    public synchronized List<String> tail(int lines) {
        var wanted = Math.min(lines, MOST_TAIL);
        if (wanted < 1) {
            return List.of();
        }
        var tail = new ArrayDeque<String>(wanted);
        try {
            for (var part : AuditChain.files(file)) {
                AuditChain.eachLine(part, line -> {
                    if (tail.size() == wanted) {
                        tail.removeFirst();
                    }
                    tail.addLast(line);
                });
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return List.copyOf(tail);
    }

    /** Hears every entry once it is on disk; called by whoever records it, so the listener must be quick. */
    void listen(Consumer<AuditEntry> listener) {
        listeners.add(listener);
    }

    void forget(Consumer<AuditEntry> listener) {
        listeners.remove(listener);
    }

    private synchronized AuditEntry append(String kind, Map<String, Object> details) {
        findEnd();
        var entry = new AuditEntry(AuditEntry.VERSION, sequence + 1, clock.instant(), kind, details, previous);
        var line = Json.write(entry);
        try {
            file.append(line.getBytes(StandardCharsets.UTF_8));
            file.force();
        } catch (IOException e) {
            throw new UncheckedIOException("The audit trail cannot be written", e);
        }
        sequence++;
        previous = AuditChain.hash(line);
        return entry;
    }

    /** With the first entry, not before: a card that cannot be read must not keep the device from looking at frames. */
    private void findEnd() {
        if (previous == null) {
            try {
                var end = AuditChain.end(file);
                sequence = end.sequence();
                previous = end.hash();
            } catch (IOException e) {
                throw new UncheckedIOException("The audit trail cannot be read", e);
            }
        }
    }
}
