package org.tinylcm.sync.client;

import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A stretch of a file as the body of a request, of known length, read as it is sent. */
final class FileBody {
    private FileBody() {
    }

    static BodyPublisher of(Path file, long from, long to) {
        return BodyPublishers.fromPublisher(BodyPublishers.ofInputStream(() -> open(file, from, to)), to - from);
    }

    private static InputStream open(Path file, long from, long to) {
        try {
            var channel = FileChannel.open(file, StandardOpenOption.READ);
            channel.position(from);
            return new Stretch(new BufferedInputStream(Channels.newInputStream(channel), 1 << 14), to - from);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static final class Stretch extends FilterInputStream {
        private long left;

        Stretch(InputStream in, long length) {
            super(in);
            left = length;
        }

        @Override
        public int read() throws IOException {
            var one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            if (left == 0) {
                return -1;
            }
            var read = super.read(into, offset, (int) Math.min(left, length));
            left -= Math.max(0, read);
            return read;
        }
    }
}
