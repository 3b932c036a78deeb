package org.tinylcm.durable;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Replaces the content of a file in one step: a temporary file beside it is written and made durable, renamed over it,
 * and the folder is made durable. After a crash at any moment the file holds the old or the new content. One writer per
 * file at a time.
 */
public final class AtomicFile {
    /** What the name of a temporary file ends with; such a file is a leftover of a crash. */
    public static final String TEMPORARY = ".tmp";

    private AtomicFile() {
    }

    /** Writes the new content. */
    @FunctionalInterface
    public interface Content {
        void writeTo(OutputStream out) throws IOException;
    }

    /** @throws UncheckedIOException it could not be written, e.g. the disk is full; the old content is still there */
    public static void write(Path file, byte[] content) {
        write(FileOps.disk(), file, content);
    }

    /** @throws UncheckedIOException it could not be written, e.g. the disk is full; the old content is still there */
    public static void write(FileOps ops, Path file, byte[] content) {
        write(ops, file, out -> out.write(content));
    }

    /** @throws UncheckedIOException it could not be written, e.g. the disk is full; the old content is still there */
    public static void write(FileOps ops, Path file, Content content) {
        var temporary = temporary(file);
        try {
            fill(ops, temporary, content);
            ops.move(temporary, file);
            ops.syncFolder(folder(file));
        } catch (IOException e) {
            discard(ops, temporary, e);
            throw new UncheckedIOException("cannot write " + file + ": " + e.getMessage(), e);
        }
    }

    /**
     * Deletes the temporary files that a crash left in a folder.
     *
     * @throws UncheckedIOException the folder cannot be read or a file not be deleted
     */
    public static void clean(FileOps ops, Path folder) {
        try (var files = Files.newDirectoryStream(folder, "*" + TEMPORARY)) {
            for (var file : files) {
                ops.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot clean " + folder + ": " + e.getMessage(), e);
        }
    }

    static Path temporary(Path file) {
        return file.resolveSibling(file.getFileName() + TEMPORARY);
    }

    private static Path folder(Path file) {
        return file.toAbsolutePath().getParent();
    }

    static void fill(FileOps ops, Path temporary, Content content) throws IOException {
        try (var output = ops.open(temporary)) {
            output.truncate(0);
            var stream = new BufferedOutputStream(new PositionStream(output), 1 << 16);
            content.writeTo(stream);
            stream.flush();
            output.sync();
        }
    }

    static void discard(FileOps ops, Path temporary, IOException cause) {
        try {
            ops.deleteIfExists(temporary);
        } catch (IOException e) {
            cause.addSuppressed(e);
        }
    }

    private static final class PositionStream extends OutputStream {
        private final FileOps.Output output;
        private long position;

        PositionStream(FileOps.Output output) {
            this.output = output;
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            output.write(ByteBuffer.wrap(bytes, offset, length), position);
            position += length;
        }
    }
}
