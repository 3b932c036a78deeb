package org.tinylcm.source.camera.internal;

import java.io.IOException;
import java.util.Locale;

/**
 * Pictures of a multipart/x-mixed-replace answer. A part that states its length is taken by that; of any other one the
 * picture in it says where it ends. What the boundary is called is not looked at: many cameras announce another one than
 * they send.
 */
final class MultipartSplitter implements Splitter {
    private static final int MAX_LINES = 100;
    private static final long NO_LENGTH = -1;
    private static final long STREAM_ENDED = -2;

    private final ByteSource source;
    private final int maxBytes;
    private final JpegSplitter pictures;
    private long refused;

    MultipartSplitter(ByteSource source, int maxBytes) {
        this.source = source;
        this.maxBytes = maxBytes;
        this.pictures = new JpegSplitter(source, maxBytes);
    }

    @Override
    public byte[] next() throws IOException {
        while (true) {
            if (!toBoundary()) {
                return null;
            }
            var length = header();
            if (length == NO_LENGTH) {
                return pictures.next();
            }
            if (length == STREAM_ENDED) {
                return null;
            }
            if (length < 1 || length > maxBytes) {
                throw new IOException("a part states " + length + " bytes, must be 1 to " + maxBytes);
            }
            var frame = new byte[(int) length];
            if (source.read(frame, 0, frame.length) < frame.length) {
                refused++;
                return null;
            }
            if (frame.length > 4 && frame[0] == (byte) 0xFF && frame[1] == (byte) 0xD8) {
                return frame;
            }
            refused++;
        }
    }

    @Override
    public long refused() {
        return refused + pictures.refused();
    }

    private boolean toBoundary() throws IOException {
        for (var lines = 0; lines < MAX_LINES; lines++) {
            var line = source.line();
            if (line == null) {
                return false;
            }
            if (line.startsWith("--")) {
                return true;
            }
        }
        throw new IOException("no boundary within " + MAX_LINES + " lines");
    }

    private long header() throws IOException {
        var length = NO_LENGTH;
        for (var lines = 0; lines < MAX_LINES; lines++) {
            var line = source.line();
            if (line == null) {
                return STREAM_ENDED;
            }
            if (line.isEmpty()) {
                return length;
            }
            if (line.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
                length = number(line.substring("content-length:".length()).strip());
            }
        }
        throw new IOException("a part has more than " + MAX_LINES + " lines of header");
    }

    private static long number(String text) throws IOException {
        if (!text.matches("\\d{1,10}")) {
            throw new IOException("a part states a length that is no number");
        }
        return Long.parseLong(text);
    }
}
