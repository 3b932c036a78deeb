package org.tinylcm.source.camera.internal;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** Bytes one by one out of a stream, without the lock that a BufferedInputStream takes for each. */
final class ByteSource {
    private static final int MAX_LINE = 8192;

    private final InputStream in;
    private final byte[] buffer = new byte[1 << 15];
    private int position;
    private int limit;

    ByteSource(InputStream in) {
        this.in = in;
    }

    /** @return the next byte, -1 at the end */
    int read() throws IOException {
        if (position == limit) {
            limit = in.read(buffer);
            position = 0;
            if (limit <= 0) {
                limit = 0;
                return -1;
            }
        }
        return buffer[position++] & 0xff;
    }

    /** @return number of bytes read, less than asked for only at the end */
    int read(byte[] into, int offset, int length) throws IOException {
        var done = 0;
        while (done < length) {
            var available = Math.min(limit - position, length - done);
            if (available == 0) {
                var next = read();
                if (next < 0) {
                    return done;
                }
                into[offset + done++] = (byte) next;
            } else {
                System.arraycopy(buffer, position, into, offset + done, available);
                position += available;
                done += available;
            }
        }
        return done;
    }

    /**
     * @return a line without its end, null at the end of the stream
     * @throws IOException it is longer than 8192 bytes
     */
    String line() throws IOException {
        var line = new byte[MAX_LINE];
        var length = 0;
        int next;
        while ((next = read()) != '\n') {
            if (next < 0) {
                return null;
            }
            if (length == MAX_LINE) {
                throw new IOException("a line between two pictures is longer than " + MAX_LINE + " bytes");
            }
            line[length++] = (byte) next;
        }
        return new String(line, 0, length, StandardCharsets.ISO_8859_1).strip();
    }
}
