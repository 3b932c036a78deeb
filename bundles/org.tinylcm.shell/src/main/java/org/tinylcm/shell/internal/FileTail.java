package org.tinylcm.shell.internal;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The last lines of a file, without reading all of it. */
final class FileTail {
    private static final int BYTES_PER_LINE = 1024;
    private static final int MOST_BYTES = 8 << 20;

    private FileTail() {
    }

    /** @return at most so many whole lines, fewer if lines are long; none if there is no file */
    static List<String> of(Path file, int lines) throws IOException {
        if (!Files.exists(file)) {
            return List.of();
        }
        try (var in = new RandomAccessFile(file.toFile(), "r")) {
            var length = in.length();
            var wanted = (int) Math.min(length, Math.min(MOST_BYTES, (long) lines * BYTES_PER_LINE));
            var bytes = new byte[wanted];
            in.seek(length - wanted);
            in.readFully(bytes);
            var all = new String(bytes, StandardCharsets.UTF_8).lines().toList();
            // The first is a part of a line, unless the file begins there.
            var from = Math.max(wanted < length ? 1 : 0, all.size() - lines);
            return all.subList(Math.min(from, all.size()), all.size());
        }
    }
}
