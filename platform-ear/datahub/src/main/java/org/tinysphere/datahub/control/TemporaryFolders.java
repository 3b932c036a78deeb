package org.tinysphere.datahub.control;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;

/** Where packages are unpacked. */
final class TemporaryFolders {
    private static final String PREFIX = "tinysphere-package-";

    private TemporaryFolders() {
    }

    static Path parent() {
        return Path.of(System.getProperty("java.io.tmpdir"));
    }

    static Path make(Path parent) throws IOException {
        return Files.createTempDirectory(parent, PREFIX);
    }

    /** The folder and the files in it. */
    static void remove(Path folder) throws IOException {
        try (var files = Files.newDirectoryStream(folder)) {
            for (var file : files) {
                Files.deleteIfExists(file);
            }
        }
        Files.deleteIfExists(folder);
    }

    /** What servers left that were killed. Others on this machine may be at work, so only what is old. */
    static void removeOlderThan(Path parent, Instant time) throws IOException {
        try (var folders = Files.newDirectoryStream(parent, PREFIX + '*')) {
            for (var folder : folders) {
                try {
                    if (Files.getLastModifiedTime(folder).toInstant().isBefore(time)) {
                        remove(folder);
                    }
                } catch (NoSuchFileException e) {
                    // Another server was quicker.
                    continue;
                }
            }
        }
    }
}
