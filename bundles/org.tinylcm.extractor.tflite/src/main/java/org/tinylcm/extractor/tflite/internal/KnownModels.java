package org.tinylcm.extractor.tflite.internal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Digests of the models that have passed their trial, one a line. A damaged line is a model that is tried again. */
final class KnownModels {
    private static final int MAX = 64;
    private static final int MAX_FILE_BYTES = 1 << 16;
    private static final Pattern DIGEST = Pattern.compile("[0-9a-f]{64}");

    private final Path file;

    KnownModels(Path file) {
        this.file = file;
    }

    boolean contains(String digest) {
        return read().contains(digest);
    }

    /** On return it is on disk. The oldest are forgotten. */
    void add(String digest) {
        var digests = new ArrayList<>(read());
        digests.remove(digest);
        digests.add(digest);
        var kept = digests.subList(Math.max(0, digests.size() - MAX), digests.size());
        try {
            write(String.join("\n", kept) + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file, e);
        }
    }

    private List<String> read() {
        try {
            if (!Files.exists(file) || Files.size(file) > MAX_FILE_BYTES) {
                return List.of();
            }
            var text = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
            return text.lines().filter(line -> DIGEST.matcher(line).matches()).toList();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }

    private void write(String text) throws IOException {
        var folder = file.toAbsolutePath().getParent();
        Files.createDirectories(folder);
        var temporary = folder.resolve(file.getFileName() + ".tmp");
        try (var channel = FileChannel.open(temporary, StandardOpenOption.CREATE, StandardOpenOption.WRITE,
                StandardOpenOption.TRUNCATE_EXISTING)) {
            var bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.ISO_8859_1));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
        Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        try (var channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }
}
