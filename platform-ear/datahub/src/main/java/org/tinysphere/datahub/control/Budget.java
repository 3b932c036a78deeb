package org.tinysphere.datahub.control;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * What is unpacked, as far as it is allowed: whatever reads a header must not be made to read gigabytes, by a name that
 * does not end for example.
 */
final class Budget extends FilterInputStream {
    private long left;

    Budget(InputStream in) {
        super(in);
    }

    /** Takes the place of what was left. */
    void allow(long bytes) {
        left = bytes;
    }

    /** The package itself is wrong, not the disk or the network. */
    static final class Exceeded extends IOException {
        private static final long serialVersionUID = 1L;

        Exceeded() {
            super("a header is too long");
        }
    }

    @Override
    public int read() throws IOException {
        var one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        if (length > 0 && left == 0) {
            throw new Exceeded();
        }
        var n = in.read(bytes, offset, (int) Math.min(length, left));
        left -= Math.max(0, n);
        return n;
    }

    @Override
    public long skip(long n) throws IOException {
        return n <= 0 ? 0 : Math.max(0, read(new byte[(int) Math.min(n, 1 << 13)]));
    }

    @Override
    public int available() throws IOException {
        return (int) Math.min(left, in.available());
    }

    @Override
    public boolean markSupported() {
        return false;
    }
}
