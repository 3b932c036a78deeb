package org.tinylcm.durable;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.util.function.Consumer;
import java.util.zip.CRC32C;

/**
 * Reads a log from its beginning and steps over what is damaged. A frame is 16 bytes of header (magic, payload length,
 * CRC-32C of the payload, CRC-32C of the header's first 12 bytes; little-endian) and the payload. A damaged payload
 * under a sound header loses that record alone; after a damaged header the next sound one is searched for.
 */
final class RecordScanner {
    static final int HEADER = 16;
    private static final int MAGIC = 0xA7_4C_43_D1;
    private static final int WINDOW = 1 << 16;

    private final FileChannel channel;
    private final int maxRecordBytes;
    private final long size;
    private final ByteBuffer header = ByteBuffer.allocate(HEADER).order(ByteOrder.LITTLE_ENDIAN);
    private final ByteBuffer window = ByteBuffer.allocate(WINDOW).order(ByteOrder.LITTLE_ENDIAN);

    private long windowStart = Long.MIN_VALUE / 2;
    private long end;
    private long records;
    private long damaged;

    RecordScanner(FileChannel channel, int maxRecordBytes) throws IOException {
        this.channel = channel;
        this.maxRecordBytes = maxRecordBytes;
        this.size = channel.size();
    }

    static ByteBuffer frame(byte[] payload) {
        var frame = ByteBuffer.allocate(HEADER + payload.length).order(ByteOrder.LITTLE_ENDIAN);
        frame.putInt(MAGIC).putInt(payload.length).putInt(crc(payload, 0, payload.length));
        return frame.putInt(crc(frame.array(), 0, 12)).put(payload).flip();
    }

    /** @return position behind the last sound record */
    long scan(Consumer<byte[]> sink) throws IOException {
        long position = 0;
        var gap = false;
        while (position + HEADER <= size) {
            var length = lengthAt(position);
            if (length < 0 || position + HEADER + length > size) {
                if (!gap) {
                    damaged++;
                    gap = true;
                }
                position = nextMagic(position + 1);
                continue;
            }
            gap = false;
            var crc = header.getInt(8);
            var payload = new byte[length];
            read(ByteBuffer.wrap(payload), position + HEADER);
            position += HEADER + length;
            if (crc(payload, 0, length) == crc) {
                records++;
                end = position;
                sink.accept(payload);
            } else {
                damaged++;
            }
        }
        if (position < size && !gap) {
            damaged++;
        }
        return end;
    }

    /** Records that were read. */
    long records() {
        return records;
    }

    /** Damaged stretches, the torn tail included. */
    long damaged() {
        return damaged;
    }

    /** Payload length under a sound header, else -1. */
    private int lengthAt(long position) throws IOException {
        header.clear();
        read(header, position);
        var sound = header.getInt(0) == MAGIC && crc(header.array(), 0, 12) == header.getInt(12);
        var length = header.getInt(4);
        return sound && length >= 0 && length <= maxRecordBytes ? length : -1;
    }

    private long nextMagic(long from) throws IOException {
        var position = from;
        while (position + HEADER <= size) {
            if (position < windowStart || position + 4 > windowStart + window.limit()) {
                window.clear().limit((int) Math.min(WINDOW, size - position));
                read(window, position);
                windowStart = position;
            }
            for (var i = (int) (position - windowStart); i + 4 <= window.limit(); i++) {
                if (window.getInt(i) == MAGIC) {
                    return windowStart + i;
                }
            }
            // Three bytes may be the beginning of a magic that the window cuts.
            position = windowStart + window.limit() - 3;
        }
        return size;
    }

    private void read(ByteBuffer into, long position) throws IOException {
        var at = position;
        while (into.hasRemaining()) {
            var read = channel.read(into, at);
            if (read < 0) {
                throw new IOException("file became shorter while it was read");
            }
            at += read;
        }
    }

    private static int crc(byte[] bytes, int offset, int length) {
        var crc = new CRC32C();
        crc.update(bytes, offset, length);
        return (int) crc.getValue();
    }
}
