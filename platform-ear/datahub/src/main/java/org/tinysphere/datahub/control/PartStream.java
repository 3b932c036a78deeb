package org.tinysphere.datahub.control;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** A part as far as it comes: a connection that breaks ends it. */
final class PartStream extends FilterInputStream {
    private long left;
    private long count;

    PartStream(InputStream in, long most) {
        super(in);
        this.left = most;
    }

    long count() {
        return count;
    }

    @Override
    public int read() {
        var one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) {
        if (left == 0) {
            return -1;
        }
        try {
            var n = in.read(bytes, offset, (int) Math.min(length, left));
            left = n < 0 ? 0 : left - n;
            count += Math.max(0, n);
            return n;
        } catch (IOException e) {
            // What came before is kept; the device asks how far that is, and goes on there.
            left = 0;
            return -1;
        }
    }

    @Override
    public boolean markSupported() {
        return false;
    }

    @Override
    public void close() {
        // The request owns the stream.
    }
}
