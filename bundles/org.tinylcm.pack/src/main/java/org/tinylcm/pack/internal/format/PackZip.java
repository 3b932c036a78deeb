package org.tinylcm.pack.internal.format;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32;
import org.tinylcm.input.BadInputException;

/**
 * The zip subset that packs use: members stored without compression, one behind the other, described alike in both of
 * zip's directories, nothing between, before or after them. So no two readers can see different content, nothing
 * unpacks to more than its size, and no member hides.
 */
final class PackZip implements Closeable {
    /** A member's place in the file, bytes, and its checksum. */
    record Member(String name, long offset, long size, int crc) {
    }

    private static final int END_LENGTH = 22;
    private static final int CENTRAL_LENGTH = 46;
    private static final int LOCAL_LENGTH = 30;
    private static final int UTF8_FLAG = 0x800;

    private final SeekableByteChannel channel;
    private final String origin;
    private final Map<String, Member> members = new LinkedHashMap<>();

    PackZip(Path file, String origin) throws IOException {
        this(FileChannel.open(file, StandardOpenOption.READ), origin);
    }

    /** Closes the channel in the end, or if this is no pack. */
    PackZip(SeekableByteChannel channel, String origin) throws IOException {
        this.channel = channel;
        this.origin = origin;
        try {
            readDirectory();
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    Map<String, Member> members() {
        return members;
    }

    /** The whole member, whose size its caller has checked; a damaged one is refused. */
    byte[] read(Member member) throws IOException {
        var content = bytes(member.offset(), (int) member.size()).array();
        var crc = new CRC32();
        crc.update(content);
        if ((int) crc.getValue() != member.crc()) {
            throw refused("member '" + member.name() + "'", "is damaged: its checksum differs");
        }
        return content;
    }

    InputStream stream(Member member) {
        return new InputStream() {
            private long at;

            @Override
            public int read() throws IOException {
                var one = new byte[1];
                return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
            }

            @Override
            public int read(byte[] into, int offset, int length) throws IOException {
                var count = (int) Math.min(length, member.size() - at);
                if (count <= 0) {
                    return length == 0 ? 0 : -1;
                }
                PackZip.this.read(member.offset() + at, ByteBuffer.wrap(into, offset, count));
                at += count;
                return count;
            }
        };
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    private void readDirectory() throws IOException {
        var size = channel.size();
        if (size < END_LENGTH) {
            throw refused("file", "must be a zip file, and is too short");
        }
        var end = bytes(size - END_LENGTH, END_LENGTH);
        if (end.getInt(0) != 0x06054b50 || end.getInt(4) != 0 || end.getShort(20) != 0) {
            throw refused("end of file", "must be the end of a zip file without comment");
        }
        var count = end.getShort(10) & 0xffff;
        var length = end.getInt(12) & 0xffffffffL;
        var start = end.getInt(16) & 0xffffffffL;
        if (count != (end.getShort(8) & 0xffff) || count < 1 || count > PackRules.MAX_ENTRIES) {
            throw refused("directory", "must have 1.." + PackRules.MAX_ENTRIES + " members, says " + count);
        }
        if (start + length != size - END_LENGTH || length > PackRules.MAX_ENTRIES * 200L) {
            throw refused("directory", "must lie directly before the end of the file");
        }
        var directory = bytes(start, (int) length);
        var offset = 0L;
        for (int i = 0; i < count; i++) {
            offset = readMember(directory, offset, start);
        }
        if (directory.hasRemaining() || offset != start) {
            throw refused("directory", "must describe every byte of the file");
        }
    }

    private long readMember(ByteBuffer directory, long offset, long limit) throws IOException {
        var at = directory.position();
        if (directory.remaining() < CENTRAL_LENGTH || directory.getInt(at) != 0x02014b50) {
            throw refused("directory", "is damaged at member " + (members.size() + 1));
        }
        var nameLength = directory.getShort(at + 28) & 0xffff;
        if (nameLength > 100 || directory.getInt(at + 30) != 0 || directory.getShort(at + 34) != 0
                || directory.remaining() < CENTRAL_LENGTH + nameLength) {
            throw refused("directory", "must have names of at most 100 characters, and no extra fields");
        }
        var bytes = new byte[nameLength];
        directory.position(at + CENTRAL_LENGTH).get(bytes);
        var name = new String(bytes, StandardCharsets.ISO_8859_1);
        if (!PackRules.MEMBER.matcher(name).matches()) {
            throw refused("member '" + name + "'", "name must be plain, relative and without '..'");
        }
        var size = directory.getInt(at + 24) & 0xffffffffL;
        var local = offset + LOCAL_LENGTH + nameLength <= limit ? bytes(offset, LOCAL_LENGTH + nameLength) : null;
        if (local == null || local.getInt(0) != 0x04034b50 || (directory.getInt(at + 42) & 0xffffffffL) != offset) {
            throw refused("member '" + name + "'", "must begin where the one before it ends");
        }
        // Version, flags, method, time, checksum, both sizes and length of the name must be the same in both places.
        for (int i = 0; i < 24; i++) {
            if (local.get(4 + i) != directory.get(at + 6 + i)) {
                throw refused("member '" + name + "'", "must be described alike in both directories");
            }
        }
        if ((local.getShort(6) & ~UTF8_FLAG) != 0 || local.getShort(8) != 0
                || (directory.getInt(at + 20) & 0xffffffffL) != size || local.getShort(28) != 0) {
            throw refused("member '" + name + "'", "must be stored without compression or encryption");
        }
        local.position(LOCAL_LENGTH);
        if (!local.equals(ByteBuffer.wrap(bytes))) {
            throw refused("member '" + name + "'", "must have the same name in both directories");
        }
        var data = offset + LOCAL_LENGTH + nameLength;
        if (size > limit - data) {
            throw refused("member '" + name + "'", "says " + size + " bytes, the file has fewer");
        }
        if (members.put(name, new Member(name, data, size, local.getInt(14))) != null) {
            throw refused("member '" + name + "'", "must occur once");
        }
        return data + size;
    }

    private ByteBuffer bytes(long offset, int length) throws IOException {
        var buffer = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
        read(offset, buffer);
        return buffer;
    }

    private void read(long offset, ByteBuffer into) throws IOException {
        var start = into.position();
        channel.position(offset);
        while (into.hasRemaining()) {
            if (channel.read(into) < 0) {
                throw new EOFException(origin + " became shorter while it was read");
            }
        }
        into.position(start);
    }

    private BadInputException refused(String part, String rule) {
        return new BadInputException(origin, part, rule);
    }
}
