package org.tinysphere.rollouts.control;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;

/** A folder for work on files, gone when it is closed. */
final class ScratchFolder implements AutoCloseable {
    private static final String PREFIX = "tinysphere-artifact-";
    private final Path folder;

    ScratchFolder() throws IOException {
        folder = Files.createTempDirectory(PREFIX);
    }

    Path file(String name) {
        return folder.resolve(name);
    }

    @Override
    public void close() throws IOException {
        remove(folder);
    }

    /** What servers left that were killed. Others on this machine may be at work, so only what is old. */
    static void removeOlderThan(Instant time) throws IOException {
        try (var folders = Files.newDirectoryStream(Path.of(System.getProperty("java.io.tmpdir")), PREFIX + '*')) {
            for (var old : folders) {
                try {
                    if (Files.getLastModifiedTime(old).toInstant().isBefore(time)) {
                        remove(old);
                    }
                } catch (NoSuchFileException e) {
                    // Another server was quicker.
                    continue;
                }
            }
        }
    }

    private static void remove(Path folder) throws IOException {
        try (var files = Files.newDirectoryStream(folder)) {
            for (var file : files) {
                Files.deleteIfExists(file);
            }
        }
        Files.deleteIfExists(folder);
    }
}
