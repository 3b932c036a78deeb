package org.tinylcm.ops.internal;

import java.io.IOException;

/** Lines to a rotating file. */
record FileSink(RotatingFile file) implements LineWriter.Sink {
    @Override
    public void write(byte[] line) throws IOException {
        file.append(line);
    }

    @Override
    public void flush() {
        // append() hands every line to the operating system; forcing each to the card would wear it out
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
