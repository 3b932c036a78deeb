package org.tinylcm.ops.internal;

import java.io.IOException;
import java.io.PrintStream;

/** Lines to a stream that belongs to the process and is not closed. */
record StreamSink(PrintStream stream) implements LineWriter.Sink {
    @Override
    public void write(byte[] line) throws IOException {
        var whole = new byte[line.length + 1];
        System.arraycopy(line, 0, whole, 0, line.length);
        whole[line.length] = '\n';
        stream.write(whole, 0, whole.length);
        if (stream.checkError()) {
            throw new IOException("the terminal is gone");
        }
    }

    @Override
    public void flush() {
        stream.flush();
    }

    @Override
    public void close() {
        stream.flush();
    }
}
