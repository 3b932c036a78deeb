package org.tinylcm.sync.client;

import static java.lang.System.Logger.Level.WARNING;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.tinylcm.durable.AtomicFile;
import org.tinylcm.durable.DurableFiles;
import org.tinylcm.durable.FileOps;
import org.tinylcm.protocol.BadJsonException;
import org.tinylcm.protocol.Json;
import org.tinylcm.protocol.JsonLimits;

/**
 * A small JSON document on disk that is replaced in one step. For one thread.
 *
 * @param <T> its shape
 */
public final class StateFile<T> {
    private static final System.Logger logger = System.getLogger(StateFile.class.getName());
    private static final JsonLimits LIMITS = new JsonLimits(16 << 20, 16, 1_000_000);
    private final FileOps ops;
    private final Path file;
    private T value;

    /** @throws UncheckedIOException it cannot be read */
    public StateFile(FileOps ops, Path file, Class<T> type, T initial) {
        this.ops = ops;
        this.file = file;
        DurableFiles.createFolder(ops, file.toAbsolutePath().getParent());
        value = initial;
        try {
            if (Files.exists(file)) {
                value = Json.read(Files.readAllBytes(file), type, file.toString(), LIMITS);
            }
        } catch (BadJsonException e) {
            // Nothing that cannot be found out again: at worst something is sent twice.
            logger.log(WARNING, "{0}; it is begun anew", e.getMessage());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file + ": " + e.getMessage(), e);
        }
    }

    public T get() {
        return value;
    }

    /** On return it is on disk. */
    public void set(T next) {
        AtomicFile.write(ops, file, Json.write(next).getBytes(StandardCharsets.UTF_8));
        value = next;
    }
}
