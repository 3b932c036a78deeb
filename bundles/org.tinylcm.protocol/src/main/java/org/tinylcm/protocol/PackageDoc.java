package org.tinylcm.protocol;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;

/**
 * {@code metadata.json}, the first member of every package: what the others must be. A member that is not listed, not
 * there, or of another size or digest makes the whole package invalid.
 *
 * @param packageId unique id, the same as in the address of the upload
 * @param deviceId device that made it; absent if it was not registered yet
 * @param packageType {@link PackageType#id}
 * @param createdAt wall-clock time of the device
 * @param tinylcmVersion version of the runtime
 * @param modelId pack in use, absent if there was none
 * @param files the other members, in their order
 */
public record PackageDoc(int schemaVersion, String packageId, String deviceId, String packageType, Instant createdAt,
        String tinylcmVersion, String modelId, List<FileEntry> files) implements Versioned {
    public static final int VERSION = 1;
    /** Name of the member. */
    public static final String MEMBER = "metadata.json";
    /** Most members beside it. */
    public static final int MOST_FILES = 256;
    private static final String SHA256 = "[0-9a-f]{64}";

    public PackageDoc {
        Checks.id(packageId, "packageId");
        if (deviceId != null) {
            Checks.id(deviceId, "deviceId");
        }
        Checks.required(packageType, "packageType");
        Checks.required(createdAt, "createdAt");
        files = Checks.list(files);
        if (files.size() > MOST_FILES) {
            throw new IllegalArgumentException("'files' must have at most " + MOST_FILES + " entries");
        }
        var paths = new HashSet<String>();
        for (var file : files) {
            if (!paths.add(file.path().toLowerCase(java.util.Locale.ROOT))) {
                throw new IllegalArgumentException("'files' names '" + file.path() + "' twice");
            }
        }
    }

    /**
     * One member.
     *
     * @param path plain file name: letters, digits, dot, hyphen and underscore, no dot first
     * @param bytes size
     * @param sha256 64 hex digits
     * @param mediaType e.g. {@code image/jpeg}
     * @param part which part of a log it is; absent for what is whole
     */
    public record FileEntry(String path, long bytes, String sha256, String mediaType, Part part) {
        public FileEntry {
            if (path == null || !path.matches("[A-Za-z0-9_-][A-Za-z0-9._-]{0,98}") || path.equals(MEMBER)) {
                throw new IllegalArgumentException("'path' must be a plain file name");
            }
            if (bytes < 0) {
                throw new IllegalArgumentException("'bytes' must not be negative");
            }
            if (sha256 == null || !sha256.matches(SHA256)) {
                throw new IllegalArgumentException("'sha256' must be 64 hex digits");
            }
        }
    }

    /**
     * A stretch of a log.
     *
     * @param log name of the log, e.g. {@code frames}
     * @param file SHA-256 of the file's first line: it stays the same when the file is set aside
     * @param from first byte, inclusive
     * @param to last byte, exclusive
     * @param gap true if lines before it were deleted unsent
     */
    public record Part(String log, String file, long from, long to, boolean gap) {
        public Part {
            Checks.required(log, "log");
        }
    }
}
