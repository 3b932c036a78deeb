package org.tinylcm.source.camera.internal;

import java.io.IOException;
import java.util.Arrays;

/**
 * Finds JPEG pictures (ITU T.81, Annex B) in a stream and passes over what lies between them. It follows the lengths of
 * the segments, so that a preview within the Exif data does not end the picture; a picture that begins within another
 * one shows that the other was cut.
 */
final class JpegSplitter implements Splitter {
    private static final int START = 0xD8;
    private static final int END = 0xD9;
    private static final int SCAN = 0xDA;

    private enum Outcome { WHOLE, BROKEN, NEXT_BEGAN, STREAM_ENDED }

    private final ByteSource source;
    private final int maxBytes;
    private byte[] frame = new byte[1 << 16];
    private int size;
    private boolean full;
    private volatile long refused;

    JpegSplitter(ByteSource source, int maxBytes) {
        this.source = source;
        this.maxBytes = maxBytes;
    }

    @Override
    public byte[] next() throws IOException {
        var begun = false;
        while (begun || findStart()) {
            size = 0;
            full = false;
            put(0xFF);
            put(START);
            var outcome = follow();
            if (outcome == Outcome.WHOLE) {
                return Arrays.copyOf(frame, size);
            }
            refused++;
            if (outcome == Outcome.STREAM_ENDED) {
                return null;
            }
            begun = outcome == Outcome.NEXT_BEGAN;
        }
        return null;
    }

    @Override
    public long refused() {
        return refused;
    }

    private boolean findStart() throws IOException {
        var before = 0;
        int next;
        while ((next = source.read()) >= 0) {
            if (before == 0xFF && next == START) {
                return true;
            }
            before = next;
        }
        return false;
    }

    private Outcome follow() throws IOException {
        var scanned = false;
        var marker = markerAfterSegment();
        while (true) {
            if (marker < 0) {
                return Outcome.STREAM_ENDED;
            }
            if (marker == START) {
                return Outcome.NEXT_BEGAN;
            }
            put(0xFF);
            put(marker);
            if (marker == 0 || full) {
                return Outcome.BROKEN;
            }
            if (marker == END) {
                return scanned ? Outcome.WHOLE : Outcome.BROKEN;
            }
            if (!standsAlone(marker)) {
                var broken = segment();
                if (broken != null) {
                    return broken;
                }
            }
            scanned |= marker == SCAN;
            marker = marker == SCAN ? markerAfterScan() : markerAfterSegment();
        }
    }

    /** Length and content of a segment; null if it is in order. */
    private Outcome segment() throws IOException {
        var high = source.read();
        var low = source.read();
        if (low < 0) {
            return Outcome.STREAM_ENDED;
        }
        var length = high << 8 | low;
        put(high);
        put(low);
        if (length < 2 || !grow(length - 2)) {
            return Outcome.BROKEN;
        }
        var read = source.read(frame, size, length - 2);
        size += read;
        return read < length - 2 ? Outcome.STREAM_ENDED : null;
    }

    /** 0 stands for bytes that are no marker. */
    private int markerAfterSegment() throws IOException {
        var next = source.read();
        if (next != 0xFF) {
            return next < 0 ? -1 : 0;
        }
        return afterFill();
    }

    private int markerAfterScan() throws IOException {
        while (true) {
            var next = source.read();
            if (next < 0) {
                return -1;
            }
            if (next != 0xFF) {
                put(next);
            } else {
                var marker = afterFill();
                if (marker != 0 && !(marker >= 0xD0 && marker <= 0xD7)) {
                    return marker;
                }
                put(0xFF);
                put(marker);
            }
            if (full) {
                return 0;
            }
        }
    }

    private int afterFill() throws IOException {
        var marker = source.read();
        while (marker == 0xFF) {
            marker = source.read();
        }
        return marker;
    }

    private static boolean standsAlone(int marker) {
        return marker == 0x01 || marker >= 0xD0 && marker <= 0xD7;
    }

    private void put(int value) {
        if (grow(1)) {
            frame[size++] = (byte) value;
        }
    }

    private boolean grow(int by) {
        if (size + by > maxBytes) {
            full = true;
            return false;
        }
        if (size + by > frame.length) {
            frame = Arrays.copyOf(frame, Math.max(size + by, Math.min(maxBytes, 2 * frame.length)));
        }
        return true;
    }
}
