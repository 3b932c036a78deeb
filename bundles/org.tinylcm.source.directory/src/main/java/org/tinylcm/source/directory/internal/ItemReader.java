package org.tinylcm.source.directory.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.tinylcm.input.BadInputException;

/** Reads a file, within limits. */
final class ItemReader {
    static final int MAX_BYTES = 16 << 20;

    private ItemReader() {
    }

    /** @throws BadInputException it cannot be read, is too large, or lies outside of the folder */
    static byte[] read(Path root, Item item) {
        var origin = item.file().toString();
        try {
            // Looked at again, although the scan has: a link may have been put in its place since.
            var real = item.file().toRealPath();
            if (!real.startsWith(root.toRealPath())) {
                throw new BadInputException(origin, "link", "must not lead out of the folder");
            }
            if (!Files.isRegularFile(real, LinkOption.NOFOLLOW_LINKS)) {
                throw new BadInputException(origin, "file", "must be a file");
            }
            try (var in = Files.newInputStream(real)) {
                var bytes = in.readNBytes(MAX_BYTES + 1);
                if (bytes.length == 0 || bytes.length > MAX_BYTES) {
                    throw new BadInputException(origin, "size", "must be 1 to " + MAX_BYTES + " bytes");
                }
                return bytes;
            }
        } catch (NoSuchFileException e) {
            throw new BadInputException(origin, "file", "must be there", e);
        } catch (IOException e) {
            throw new BadInputException(origin, "file", "must be readable (" + e.getMessage() + ")", e);
        }
    }
}
