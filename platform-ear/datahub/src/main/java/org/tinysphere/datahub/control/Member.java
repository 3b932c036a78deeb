package org.tinysphere.datahub.control;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file of a package, unpacked and checked against its size and digest. */
public sealed interface Member {
    long bytes();

    /** From its first byte on; to be closed by the caller. */
    InputStream open() throws IOException;

    /** All of it; whoever asks has looked at its size. */
    default byte[] read() throws IOException {
        try (var in = open()) {
            return in.readAllBytes();
        }
    }

    /** @param content is not copied */
    record InMemory(byte[] content) implements Member {
        @Override
        public long bytes() {
            return content.length;
        }

        @Override
        public InputStream open() {
            return new ByteArrayInputStream(content);
        }
    }

    /** @param bytes its size when it was written */
    record InFile(Path file, long bytes) implements Member {
        @Override
        public InputStream open() throws IOException {
            return Files.newInputStream(file);
        }
    }
}
