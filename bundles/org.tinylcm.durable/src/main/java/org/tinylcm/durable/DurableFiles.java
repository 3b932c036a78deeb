package org.tinylcm.durable;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Folders and deletions that survive a power cut. */
public final class DurableFiles {

    private DurableFiles() {
    }

    /**
     * Creates a folder and those above it; on return their names are on disk.
     *
     * @throws UncheckedIOException it cannot be created
     */
    public static void createFolder(FileOps ops, Path folder) {
        try {
            create(ops, folder.toAbsolutePath().normalize());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot create folder " + folder + ": " + e.getMessage(), e);
        }
    }

    /**
     * Deletes a file. The deletion is durable with the folder's next sync.
     *
     * @throws UncheckedIOException it cannot be deleted
     */
    public static void delete(FileOps ops, Path file) {
        try {
            ops.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot delete " + file + ": " + e.getMessage(), e);
        }
    }

    private static void create(FileOps ops, Path folder) throws IOException {
        if (Files.isDirectory(folder)) {
            return;
        }
        var parent = folder.getParent();
        if (parent == null) {
            throw new IOException("the root is missing");
        }
        create(ops, parent);
        Files.createDirectories(folder);
        ops.syncFolder(parent);
    }
}
