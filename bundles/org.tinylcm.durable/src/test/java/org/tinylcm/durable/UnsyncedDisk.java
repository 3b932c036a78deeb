package org.tinylcm.durable;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/** The file system without waiting for it: for tests that open thousands of files. */
public enum UnsyncedDisk implements FileOps {
    INSTANCE;

    @Override
    public Output open(Path file) throws IOException {
        var real = FileOps.disk().open(file);
        return new Output() {
            @Override
            public void write(ByteBuffer bytes, long position) throws IOException {
                real.write(bytes, position);
            }

            @Override
            public void truncate(long size) throws IOException {
                real.truncate(size);
            }

            @Override
            public void sync() {
                // What this is for.
            }

            @Override
            public void close() throws IOException {
                real.close();
            }
        };
    }

    @Override
    public void move(Path from, Path to) throws IOException {
        FileOps.disk().move(from, to);
    }

    @Override
    public void deleteIfExists(Path file) throws IOException {
        FileOps.disk().deleteIfExists(file);
    }

    @Override
    public void syncFolder(Path folder) {
        // See above.
    }
}
