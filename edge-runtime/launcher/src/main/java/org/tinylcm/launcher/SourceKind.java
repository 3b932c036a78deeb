package org.tinylcm.launcher;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** Tells a list of image files from a file of vectors. */
final class SourceKind {
    /** Longest header line that is read to find out; the readers themselves have their own limits. */
    private static final int MOST_BYTES = 1 << 16;

    private SourceKind() {
    }

    /** True for a CSV whose header begins with the column {@code file}. */
    static boolean isImageList(Path path) {
        if (!path.getFileName().toString().toLowerCase(Locale.ROOT).endsWith(".csv")) {
            return false;
        }
        try (var in = Files.newInputStream(path)) {
            var start = new String(in.readNBytes(MOST_BYTES), StandardCharsets.UTF_8).strip();
            return start.matches("(?s)\"?file\"?\\s*[,\r\n].*") || start.equals("file");
        } catch (IOException e) {
            throw new LaunchException("--source: cannot read " + path + ": " + e, e);
        }
    }
}
