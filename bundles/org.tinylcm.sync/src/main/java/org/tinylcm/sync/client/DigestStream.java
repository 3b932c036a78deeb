package org.tinylcm.sync.client;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.tinylcm.durable.FileOps;

/** Writes to an open file, counts and digests. */
final class DigestStream extends OutputStream {
    private final FileOps.Output output;
    private final long most;
    private final MessageDigest digest = Digests.sha256();
    private long bytes;

    DigestStream(FileOps.Output output, long most) {
        this.output = output;
        this.most = most;
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] from, int offset, int length) throws IOException {
        if (bytes + length > most) {
            throw new IOException("it is larger than " + most + " bytes");
        }
        output.write(ByteBuffer.wrap(from, offset, length), bytes);
        digest.update(from, offset, length);
        bytes += length;
    }

    long bytes() {
        return bytes;
    }

    /** The digest of everything, 64 hex digits; once only. */
    String finish() {
        return HexFormat.of().formatHex(digest.digest());
    }
}
