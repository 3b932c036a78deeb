package org.tinylcm.shell.internal;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;

/** Collects bytes and sends them as frames: one byte type, four bytes length (big endian), then so many bytes. */
final class FrameStream extends OutputStream {
    static final byte OUT = 'O';
    static final byte ERR = 'E';
    static final byte EXIT = 'X';
    private static final int MOST = 8192;
    private final byte type;
    private final OutputStream target;
    private final ByteArrayOutputStream waiting = new ByteArrayOutputStream();

    /** @param target shared by the streams of one client; frames are written to it whole */
    FrameStream(byte type, OutputStream target) {
        this.type = type;
        this.target = target;
    }

    @Override
    public synchronized void write(int b) throws IOException {
        waiting.write(b);
        flushIfFull();
    }

    @Override
    public synchronized void write(byte[] bytes, int from, int length) throws IOException {
        waiting.write(bytes, from, length);
        flushIfFull();
    }

    @Override
    public synchronized void flush() throws IOException {
        if (waiting.size() > 0) {
            var payload = waiting.toByteArray();
            waiting.reset();
            send(target, type, payload);
        }
    }

    /** The client's connection is not this stream's to close. */
    @Override
    public void close() throws IOException {
        flush();
    }

    static void send(OutputStream target, byte type, byte[] payload) throws IOException {
        var frame = ByteBuffer.allocate(5 + payload.length).put(type).putInt(payload.length).put(payload).array();
        synchronized (target) {
            target.write(frame);
            target.flush();
        }
    }

    private void flushIfFull() throws IOException {
        if (waiting.size() >= MOST) {
            flush();
        }
    }
}
