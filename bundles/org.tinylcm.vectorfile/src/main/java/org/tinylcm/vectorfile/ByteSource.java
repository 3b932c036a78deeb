package org.tinylcm.vectorfile;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SeekableByteChannel;

/** A channel with a buffer that always knows the offset of the next byte. */
final class ByteSource {
    private final SeekableByteChannel channel;
    private final ByteBuffer buffer;
    private long bufferEnd;

    ByteSource(SeekableByteChannel channel, int capacity) {
        this.channel = channel;
        buffer = ByteBuffer.allocate(capacity).order(ByteOrder.LITTLE_ENDIAN).limit(0);
    }

    /** The next byte, 0..255, or -1 at the end. */
    int read() throws IOException {
        return buffer.hasRemaining() || fill() ? buffer.get() & 0xff : -1;
    }

    /** Makes the next {@code count} bytes, at most the capacity, available in the buffer; null if there are fewer. */
    ByteBuffer take(int count) throws IOException {
        while (buffer.remaining() < count) {
            if (!fill()) {
                return null;
            }
        }
        return buffer;
    }

    long offset() {
        return bufferEnd - buffer.remaining();
    }

    void seek(long offset) throws IOException {
        channel.position(offset);
        buffer.clear().limit(0);
        bufferEnd = offset;
    }

    private boolean fill() throws IOException {
        buffer.compact();
        var read = channel.read(buffer);
        buffer.flip();
        if (read > 0) {
            bufferEnd += read;
        }
        return read > 0;
    }
}
