package org.tinylcm.pack.internal.format;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Set;

/**
 * Networks in files of their own, named by their digest: the runtime maps a file into memory, and an update of the
 * pack must not change it under its feet.
 */
public final class BackboneStore {
    private static final String SUFFIX = ".tflite";
    private static final int BUFFER = 1 << 16;

    /** Opens the network's bytes. */
    interface Bytes {
        InputStream open() throws IOException;
    }

    private final Path folder;

    public BackboneStore(Path folder) {
        this.folder = folder;
    }

    /**
     * The file that holds the network. One that is there already with the same bytes stays: it may be mapped.
     *
     * @throws IOException it cannot be written, or the bytes have changed since their digest was taken
     */
    Path take(String sha256, Bytes network) throws IOException {
        var place = folder.resolve(sha256 + SUFFIX);
        if (Files.isRegularFile(place)) {
            try (var in = network.open()) {
                if (same(place, in)) {
                    return place;
                }
            }
        }
        Files.createDirectories(folder);
        var temporary = Files.createTempFile(folder, "network", ".tmp");
        try {
            try (var in = network.open(); var out = FileChannel.open(temporary, StandardOpenOption.WRITE)) {
                copy(in, out, sha256);
                out.force(true);
            }
            return Files.move(temporary, place, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    /** Deletes every network but those of these digests, and what a power cut left half-written. */
    public void retain(Set<String> digests) throws IOException {
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (var files = Files.list(folder)) {
            for (Path file : files.toList()) {
                var name = file.getFileName().toString();
                var old = name.endsWith(SUFFIX)
                        && !digests.contains(name.substring(0, name.length() - SUFFIX.length()));
                if (old || name.endsWith(".tmp")) {
                    Files.delete(file);
                }
            }
        }
    }

    private static void copy(InputStream in, FileChannel out, String sha256) throws IOException {
        var digest = Digests.sha256();
        var buffer = new byte[BUFFER];
        for (int read; (read = in.read(buffer)) > 0;) {
            digest.update(buffer, 0, read);
            for (var bytes = ByteBuffer.wrap(buffer, 0, read); bytes.hasRemaining();) {
                out.write(bytes);
            }
        }
        if (!Digests.hex(digest).equals(sha256)) {
            throw new IOException("the pack was changed while it was read");
        }
    }

    private static boolean same(Path file, InputStream other) throws IOException {
        try (var mine = Files.newInputStream(file)) {
            var a = new byte[BUFFER];
            var b = new byte[BUFFER];
            while (true) {
                var countA = mine.readNBytes(a, 0, BUFFER);
                var countB = other.readNBytes(b, 0, BUFFER);
                if (!Arrays.equals(a, 0, countA, b, 0, countB)) {
                    return false;
                }
                if (countA < BUFFER) {
                    return true;
                }
            }
        }
    }
}
