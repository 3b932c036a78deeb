package org.tinylcm.durable;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/** Every step by which a file is changed. The seam at which tests cut the power or fill the disk. */
public interface FileOps {

    /** The file system itself. */
    static FileOps disk() {
        return DiskOps.INSTANCE;
    }

    /** Opens a file for writing; it is created when it is not there, and keeps what it has. */
    Output open(Path file) throws IOException;

    /** Renames within a file system, replacing the target in one step. */
    void move(Path from, Path to) throws IOException;

    void deleteIfExists(Path file) throws IOException;

    /** Makes the names in a folder durable: a new, renamed or deleted file is not before this. */
    void syncFolder(Path folder) throws IOException;

    /** An open file. */
    interface Output extends Closeable {

        /** Writes all of the buffer at a position. */
        void write(ByteBuffer bytes, long position) throws IOException;

        void truncate(long size) throws IOException;

        /** Makes content and size durable. */
        void sync() throws IOException;
    }
}
