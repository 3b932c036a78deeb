package org.tinylcm.sync.client;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.tinylcm.durable.FileOps;

/** Files that nobody but the device's user can read, from their first moment on. */
final class PrivateDisk implements FileOps {
    private final FileOps disk;

    PrivateDisk(FileOps disk) {
        this.disk = disk;
    }

    @Override
    public Output open(Path file) throws IOException {
        if (!Files.exists(file)) {
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        }
        return disk.open(file);
    }

    @Override
    public void move(Path from, Path to) throws IOException {
        disk.move(from, to);
    }

    @Override
    public void deleteIfExists(Path file) throws IOException {
        disk.deleteIfExists(file);
    }

    @Override
    public void syncFolder(Path folder) throws IOException {
        disk.syncFolder(folder);
    }
}
