package org.tinylcm.sync.client;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.tinylcm.protocol.PackageType;

/**
 * A package on disk. All that is known of it is in its file and its name, so that file and knowledge cannot fall apart.
 *
 * @param type what it holds
 * @param sequence order of making
 * @param madeAt seconds that the device had been running in all when it was made
 * @param bytes size
 * @param sha256 digest, 64 hex digits
 * @param id its id
 * @param compression what it is in
 * @param file where it is
 */
record SpoolEntry(PackageType type, long sequence, long madeAt, long bytes, String sha256, String id,
        Compression compression, Path file) {
    private static final Pattern NAME = Pattern.compile(
            "(\\d{1,18})\\.(\\d{1,18})\\.([a-z_]+)\\.([0-9a-f]{64})\\.([A-Za-z0-9_-][A-Za-z0-9._-]{0,79})\\.tgz");

    static String name(PackageType type, long sequence, long madeAt, String sha256, String id) {
        return String.format(Locale.ROOT, "%012d.%d.%s.%s.%s.tgz", sequence, madeAt, type.id(), sha256, id);
    }

    /** @return empty if the file is not of this spool */
    static Optional<SpoolEntry> of(Path file) throws IOException {
        var match = NAME.matcher(file.getFileName().toString());
        if (!match.matches()) {
            return Optional.empty();
        }
        var type = PackageType.of(match.group(3));
        return type.isEmpty() ? Optional.empty() : Optional.of(new SpoolEntry(type.get(),
                Long.parseLong(match.group(1)), Long.parseLong(match.group(2)), Files.size(file), match.group(4),
                match.group(5), Compression.of(file), file));
    }
}
