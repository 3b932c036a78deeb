package org.tinylcm.release.set;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.tinylcm.release.Sha256;

/**
 * The bundles that a device was installed with.
 *
 * @param folder where they are
 * @param digests SHA-256 by file name
 */
public record Distribution(Path folder, SortedMap<String, String> digests) {

    public Distribution {
        digests = Collections.unmodifiableSortedMap(new TreeMap<>(digests));
    }

    public static Distribution read(Path folder) throws IOException {
        var digests = new TreeMap<String, String>();
        try (var files = Files.newDirectoryStream(folder, "*.jar")) {
            for (var file : files) {
                digests.put(file.getFileName().toString(), Sha256.hex(file));
            }
        }
        return new Distribution(folder, digests);
    }

    /** Changes with any of the files. */
    public String digest() {
        return Sha256.hex(digests.toString().getBytes(StandardCharsets.UTF_8));
    }
}
