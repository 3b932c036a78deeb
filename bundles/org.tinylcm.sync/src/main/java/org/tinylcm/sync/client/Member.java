package org.tinylcm.sync.client;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HexFormat;
import org.tinylcm.protocol.PackageDoc;

/**
 * One file of a package before it is packed. It is read twice, because the inventory comes first.
 *
 * @param path plain file name
 * @param mediaType e.g. {@code image/jpeg}
 * @param bytes size
 * @param part which part of a log it is, or null
 * @param source gives the bytes, the same each time
 */
public record Member(String path, String mediaType, long bytes, PackageDoc.Part part, Source source) {
    public static final String JSON = "application/json";
    public static final String LINES = "application/x-ndjson";

    /** Opens what is to be packed. */
    @FunctionalInterface
    public interface Source {
        InputStream open() throws IOException;
    }

    public static Member of(String path, String mediaType, byte[] bytes) {
        return new Member(path, mediaType, bytes.length, null, () -> new ByteArrayInputStream(bytes));
    }

    public static Member of(String path, String mediaType, String text) {
        return of(path, mediaType, text.getBytes(StandardCharsets.UTF_8));
    }

    /** A stretch of a file, which must not change there any more. */
    public static Member stretch(String path, String mediaType, Path file, PackageDoc.Part part) {
        return new Member(path, mediaType, part.to() - part.from(), part, () -> {
            var channel = FileChannel.open(file, StandardOpenOption.READ);
            channel.position(part.from());
            return Channels.newInputStream(channel);
        });
    }

    PackageDoc.FileEntry entry() throws IOException {
        var digest = Digests.sha256();
        copy((buffer, length) -> digest.update(buffer, 0, length));
        return new PackageDoc.FileEntry(path, bytes, HexFormat.of().formatHex(digest.digest()), mediaType, part);
    }

    void writeTo(OutputStream out) throws IOException {
        copy((buffer, length) -> out.write(buffer, 0, length));
    }

    private interface Sink {
        void accept(byte[] buffer, int length) throws IOException;
    }

    private void copy(Sink sink) throws IOException {
        try (var in = source.open()) {
            var buffer = new byte[1 << 14];
            for (var left = bytes; left > 0;) {
                var read = in.read(buffer, 0, (int) Math.min(buffer.length, left));
                if (read < 0) {
                    throw new EOFException(path + " is shorter than it was");
                }
                sink.accept(buffer, read);
                left -= read;
            }
        }
    }
}
