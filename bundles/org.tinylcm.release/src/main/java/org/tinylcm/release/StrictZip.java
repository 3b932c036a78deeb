package org.tinylcm.release;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.tinylcm.release.RefusedException.Reason;

/**
 * A zip file that every reader understands alike: one directory, which describes members that lie one behind the other
 * in its order and fill the file, each described alike before its data. No encryption, no zip64, no comment, no name
 * that leads elsewhere, none twice, nothing that unpacks to far more than it is.
 */
public final class StrictZip implements Closeable {
    /** Most members. */
    public static final int MOST_ENTRIES = 20_000;
    /** Most bytes of all members, unpacked. */
    public static final long MOST_BYTES = 2L << 30;
    /** A member above {@link #RATIO_FREE} unpacks to at most so many times its size. */
    public static final int MOST_RATIO = 250;
    private static final long RATIO_FREE = 1 << 20;
    private static final int MOST_NAME = 512;
    private static final int END = 22;
    private static final int CENTRAL = 46;
    private static final int LOCAL = 30;
    private static final int DESCRIPTOR_FLAG = 8;
    private static final int FLAGS = 0x800 | 0x6 | DESCRIPTOR_FLAG;
    private static final int STORED = 0;
    private static final int DEFLATED = 8;
    /** No control character, no backslash, no colon, no empty part, no part of dots only, nothing absolute. */
    private static final Pattern NAME =
            Pattern.compile("(?!\\.{1,2}(/|$))[^\\p{Cntrl}\\\\:/]++(/(?!\\.{1,2}(/|$))[^\\p{Cntrl}\\\\:/]++)*+/?");

    /**
     * A member.
     *
     * @param offset of its local header
     * @param dataOffset of its packed bytes
     * @param packed size of them
     * @param end behind the last byte that belongs to it
     * @param size unpacked
     */
    public record Entry(String name, long offset, long dataOffset, long packed, long end, long size, int crc,
            boolean deflated) {
        public boolean folder() {
            return name.endsWith("/");
        }
    }

    private final FileChannel channel;
    private final String origin;
    private final List<Entry> entries = new ArrayList<>();
    private long directory;
    private long total;

    private StrictZip(FileChannel channel, String origin) {
        this.channel = channel;
        this.origin = origin;
    }

    /**
     * @param origin what the file is called in messages
     * @throws RefusedException it is no such file
     */
    public static StrictZip open(Path file, String origin) throws IOException {
        var channel = FileChannel.open(file, StandardOpenOption.READ);
        var zip = new StrictZip(channel, origin);
        try {
            zip.readDirectory();
            return zip;
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    /** In the order of the file. */
    public List<Entry> entries() {
        return List.copyOf(entries);
    }

    public Optional<Entry> find(String name) {
        return entries.stream().filter(entry -> entry.name().equals(name)).findFirst();
    }

    /** Where the directory begins; it goes on to the end of the file. */
    public long directory() {
        return directory;
    }

    /**
     * Unpacks a member.
     *
     * @param most most bytes that it may have
     * @throws RefusedException it has more, or is damaged
     */
    public byte[] read(Entry entry, int most) throws IOException {
        if (entry.size() > most) {
            throw refused(entry.name(), "must have at most " + most + " bytes, has " + entry.size());
        }
        var packed = bytes(entry.dataOffset(), (int) entry.packed()).array();
        var content = entry.deflated() ? inflate(entry, packed) : packed;
        var crc = new CRC32();
        crc.update(content);
        if ((int) crc.getValue() != entry.crc()) {
            throw refused(entry.name(), "is damaged: its checksum differs");
        }
        return content;
    }

    /** Fills a buffer from a place in the file. */
    public void read(long offset, ByteBuffer into) throws IOException {
        var position = offset;
        while (into.hasRemaining()) {
            var count = channel.read(into, position);
            if (count < 0) {
                throw new EOFException(origin + " became shorter while it was read");
            }
            position += count;
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    private byte[] inflate(Entry entry, byte[] packed) {
        var content = new byte[(int) entry.size()];
        var inflater = new Inflater(true);
        try {
            inflater.setInput(packed);
            var count = 0;
            while (count < content.length) {
                var step = inflater.inflate(content, count, content.length - count);
                if (step == 0) {
                    break;
                }
                count += step;
            }
            if (count != content.length || inflater.inflate(new byte[1]) != 0 || !inflater.finished()
                    || inflater.getRemaining() != 0) {
                throw refused(entry.name(), "does not unpack to the size that it says");
            }
            return content;
        } catch (DataFormatException e) {
            throw refused(entry.name(), "is damaged: " + e.getMessage());
        } finally {
            inflater.end();
        }
    }

    private void readDirectory() throws IOException {
        var size = channel.size();
        if (size < END) {
            throw refused("file", "must be a zip file, and is too short");
        }
        var end = bytes(size - END, END);
        if (end.getInt(0) != 0x06054b50 || end.getInt(4) != 0 || end.getShort(20) != 0) {
            throw refused("end of file", "must be the end of a zip file without comment");
        }
        var count = end.getShort(10) & 0xffff;
        var length = end.getInt(12) & 0xffffffffL;
        directory = end.getInt(16) & 0xffffffffL;
        if (count != (end.getShort(8) & 0xffff) || count < 1 || count > MOST_ENTRIES) {
            throw refused("directory", "must have 1.." + MOST_ENTRIES + " members, says " + count);
        }
        if (directory + length != size - END || length > (long) count * (CENTRAL + 2 * MOST_NAME)) {
            throw refused("directory", "must lie directly before the end of the file");
        }
        var content = bytes(directory, (int) length);
        var names = new HashSet<String>();
        var offset = 0L;
        for (int i = 0; i < count; i++) {
            var next = i + 1 < count ? offsetOfNext(content) : directory;
            var entry = readEntry(content, offset, next);
            if (!names.add(entry.name())) {
                throw refused(entry.name(), "must occur once");
            }
            entries.add(entry);
            offset = entry.end();
        }
        if (content.hasRemaining() || offset != directory) {
            throw refused("directory", "must describe every byte of the file");
        }
    }

    /** The local offset that the entry after the present one says. */
    private long offsetOfNext(ByteBuffer central) {
        var at = central.position();
        if (central.remaining() < CENTRAL) {
            throw refused("directory", "is damaged");
        }
        var next = at + CENTRAL + (central.getShort(at + 28) & 0xffff) + (central.getShort(at + 30) & 0xffff)
                + (central.getShort(at + 32) & 0xffff);
        if (next + CENTRAL > central.limit()) {
            throw refused("directory", "is damaged");
        }
        var offset = central.getInt(next + 42) & 0xffffffffL;
        if (offset > directory) {
            throw refused("directory", "must describe members that lie before it");
        }
        return offset;
    }

    private Entry readEntry(ByteBuffer central, long offset, long limit) throws IOException {
        var at = central.position();
        if (central.remaining() < CENTRAL || central.getInt(at) != 0x02014b50) {
            throw refused("directory", "is damaged at member " + (entries.size() + 1));
        }
        var nameLength = central.getShort(at + 28) & 0xffff;
        var extra = central.getShort(at + 30) & 0xffff;
        var comment = central.getShort(at + 32) & 0xffff;
        if (nameLength < 1 || nameLength > MOST_NAME || comment != 0
                || central.remaining() < CENTRAL + nameLength + extra) {
            throw refused("directory", "must have names of 1.." + MOST_NAME + " bytes and no comments");
        }
        var bytes = new byte[nameLength];
        central.position(at + CENTRAL).get(bytes).position(at + CENTRAL + nameLength + extra);
        var name = new String(bytes, StandardCharsets.UTF_8);
        if (!NAME.matcher(name).matches() || name.indexOf('\ufffd') >= 0) {
            throw refused("member '" + name + "'", "name must be relative, and without '..', ':' or '\\'");
        }
        var flags = central.getShort(at + 8) & 0xffff;
        var method = central.getShort(at + 10) & 0xffff;
        var crc = central.getInt(at + 16);
        var packed = central.getInt(at + 20) & 0xffffffffL;
        var size = central.getInt(at + 24) & 0xffffffffL;
        if ((flags & ~FLAGS) != 0 || method != STORED && method != DEFLATED || central.getShort(at + 34) != 0) {
            throw refused(name, "must be stored or deflated, without encryption");
        }
        if (method == STORED && packed != size || name.endsWith("/") && size != 0) {
            throw refused(name, "has sizes that cannot be");
        }
        total += size;
        if (total > MOST_BYTES || size > RATIO_FREE && size / MOST_RATIO > packed) {
            throw refused(name, "unpacks to too much (" + size + " bytes from " + packed + ")");
        }
        if ((central.getInt(at + 42) & 0xffffffffL) != offset || offset + LOCAL + nameLength > limit) {
            throw refused(name, "must begin where the one before it ends");
        }
        var local = bytes(offset, LOCAL + nameLength);
        var localExtra = local.getShort(28) & 0xffff;
        var described = (flags & DESCRIPTOR_FLAG) == 0 || local.getInt(18) != 0 || local.getInt(22) != 0;
        if (local.getInt(0) != 0x04034b50 || (local.getShort(6) & 0xffff) != flags
                || (local.getShort(8) & 0xffff) != method || (local.getShort(26) & 0xffff) != nameLength
                || !local.slice(LOCAL, nameLength).equals(ByteBuffer.wrap(bytes))
                || described && (local.getInt(14) != crc || (local.getInt(18) & 0xffffffffL) != packed
                        || (local.getInt(22) & 0xffffffffL) != size)) {
            throw refused(name, "must be described alike in both directories");
        }
        var data = offset + LOCAL + nameLength + localExtra;
        if (packed > Integer.MAX_VALUE || size > Integer.MAX_VALUE || data + packed > limit) {
            throw refused(name, "says " + packed + " bytes, the file has fewer");
        }
        var end = data + packed + descriptor(flags, data + packed, limit, crc, packed, size);
        return new Entry(name, offset, data, packed, end, size, crc, method == DEFLATED);
    }

    /** Bytes of the description that follows the data, if there is one. */
    private int descriptor(int flags, long at, long limit, int crc, long packed, long size) throws IOException {
        if ((flags & DESCRIPTOR_FLAG) == 0 || at == limit) {
            return 0;
        }
        var length = (int) Math.min(16, limit - at);
        var bytes = bytes(at, length);
        var signed = length == 16 && bytes.getInt(0) == 0x08074b50;
        var start = signed ? 4 : 0;
        if (length < start + 12 || bytes.getInt(start) != crc || (bytes.getInt(start + 4) & 0xffffffffL) != packed
                || (bytes.getInt(start + 8) & 0xffffffffL) != size) {
            throw refused("byte " + at, "must be the description of the member before it");
        }
        return start + 12;
    }

    private ByteBuffer bytes(long offset, int length) throws IOException {
        var buffer = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
        read(offset, buffer);
        return buffer.rewind();
    }

    private RefusedException refused(String part, String rule) {
        return new RefusedException(Reason.ARCHIVE, origin + ": " + part + ": " + rule);
    }
}
