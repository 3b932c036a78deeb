package org.tinysphere.rollouts.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Semaphore;
import org.tinysphere.core.control.Problem;
import org.tinysphere.core.control.Schema;
import org.tinysphere.core.control.Settings;

/** What people upload, as files while it is looked into. Few at a time, because each may fill a disk. */
@ApplicationScoped
public class IncomingFiles {
    private static final Logger LOG = System.getLogger(IncomingFiles.class.getName());
    private static final int AT_ONCE = 4;
    private final Semaphore free = new Semaphore(AT_ONCE);
    @Inject
    private Settings settings;

    /** Looks into a file. */
    @FunctionalInterface
    interface Use<T> {
        T apply(Path file, long bytes) throws IOException;
    }

    /**
     * Writes a body to a file of its own, which is gone afterwards.
     *
     * @throws Problem 413 more than {@code TINYSPHERE_ARTIFACT_MB}; 429 too many at a time
     */
    <T> T use(InputStream body, Use<T> use) {
        if (!free.tryAcquire()) {
            throw Problem.busy("other files are being uploaded", 10);
        }
        try (var folder = new ScratchFolder()) {
            var file = folder.file("upload");
            return use.apply(file, write(body, file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            free.release();
        }
    }

    void start(@Observes Schema.Ready ready) {
        try {
            ScratchFolder.removeOlderThan(Instant.now().minus(Duration.ofDays(1)));
        } catch (IOException e) {
            LOG.log(Level.WARNING, "What an earlier run left cannot be removed: {0}", e.getMessage());
        }
    }

    private long write(InputStream body, Path file) throws IOException {
        var most = (long) settings.number("TINYSPHERE_ARTIFACT_MB", 512) << 20;
        var bytes = 0L;
        var block = new byte[1 << 16];
        try (var out = Files.newOutputStream(file)) {
            for (var n = body.read(block); n >= 0; n = body.read(block)) {
                bytes += n;
                if (bytes > most) {
                    throw new Problem(413, "too-large", "a file must have at most " + most + " bytes");
                }
                out.write(block, 0, n);
            }
        }
        if (bytes == 0) {
            throw Problem.bad("the body is empty: send the file as it is");
        }
        return bytes;
    }
}
