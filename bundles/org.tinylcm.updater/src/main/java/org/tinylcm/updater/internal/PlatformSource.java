package org.tinylcm.updater.internal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.function.LongConsumer;
import org.tinylcm.durable.FileOps;
import org.tinylcm.protocol.update.ArtifactDoc;
import org.tinylcm.release.JarDelta;
import org.tinylcm.release.RefusedException;
import org.tinylcm.release.RefusedException.Reason;
import org.tinylcm.release.Sha256;
import org.tinylcm.update.UpdateTransport;

/**
 * Fetches from a platform, block by block: what has arrived is kept over a cut, a restart and a power cut. The
 * difference to the version that is there is asked for first.
 */
final class PlatformSource implements ArtifactSource {
    private static final System.Logger logger = System.getLogger(PlatformSource.class.getName());
    /** A difference that saves less is not worth the work. */
    private static final double WORTH = 0.8;

    private final UpdateTransport transport;
    private final int block;
    private final boolean always;
    private final LongConsumer arrived;

    /**
     * @param block bytes of a call
     * @param always even outside the hours that are set for transfers
     * @param arrived told of the bytes of each block
     */
    PlatformSource(UpdateTransport transport, int block, boolean always, LongConsumer arrived) {
        this.transport = transport;
        this.block = block;
        this.always = always;
        this.arrived = arrived;
    }

    @Override
    public void fetch(ArtifactDoc artifact, Path older, Path file) throws IOException, InterruptedException {
        var part = file.resolveSibling(file.getFileName() + ".part");
        if (older != null && !Files.exists(part) && byDifference(artifact, older, file)) {
            return;
        }
        read(artifact.sha256(), null, part, artifact.bytes());
        if (!Sha256.hex(part).equals(artifact.sha256())) {
            Files.delete(part);
            throw new RefusedException(Reason.CONTENT, artifact.name() + " " + artifact.version()
                    + ": the file from the platform is not the one that was signed");
        }
        keep(part, file);
    }

    private boolean byDifference(ArtifactDoc artifact, Path older, Path file)
            throws IOException, InterruptedException {
        var part = file.resolveSibling(file.getFileName() + ".delta");
        var built = file.resolveSibling(file.getFileName() + ".built");
        try {
            if (!read(artifact.sha256(), Sha256.hex(older), part, (long) (artifact.bytes() * WORTH))) {
                return false;
            }
            try (var in = Files.newInputStream(part)) {
                JarDelta.apply(older, in, built, artifact.bytes(), artifact.sha256());
            }
            keep(built, file);
            Files.delete(part);
            return true;
        } catch (RefusedException e) {
            logger.log(System.Logger.Level.WARNING, "{0} is fetched whole: {1}", artifact.name(), e.getMessage());
            Files.deleteIfExists(part);
            return false;
        }
    }

    /**
     * Reads the rest of a file.
     *
     * @param from null for the artifact itself, which has exactly {@code bytes}; a difference has at most so many
     * @return false if there is no such difference, or it is not worth it
     */
    private boolean read(String sha256, String from, Path part, long bytes) throws IOException, InterruptedException {
        try (var out = FileChannel.open(part, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            var at = out.size();
            var total = from == null ? bytes : Long.MAX_VALUE;
            while (at < total) {
                var most = (int) Math.min(block, total - at);
                var answer = transport.block(sha256, from, at, most, always);
                if (answer.isEmpty() && from != null) {
                    Files.delete(part);
                    return false;
                }
                var got = answer.orElseThrow(() -> new RefusedException(Reason.MISSING,
                        "the platform does not have the file " + sha256));
                if (from == null && got.total() != bytes || got.bytes().length < 1 || got.bytes().length > most
                        || at + got.bytes().length > got.total()) {
                    Files.delete(part);
                    throw new RefusedException(Reason.CONTENT, "the platform's file " + sha256 + " has " + got.total()
                            + " bytes, signed were " + bytes);
                }
                if (from != null && got.total() > bytes) {
                    Files.delete(part);
                    return false;
                }
                total = got.total();
                out.write(ByteBuffer.wrap(got.bytes()), at);
                out.force(false);
                at += got.bytes().length;
                arrived.accept(got.bytes().length);
            }
        }
        return true;
    }

    private static void keep(Path temporary, Path file) throws IOException {
        try (var channel = FileChannel.open(temporary, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
        Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        FileOps.disk().syncFolder(file.getParent());
    }
}
