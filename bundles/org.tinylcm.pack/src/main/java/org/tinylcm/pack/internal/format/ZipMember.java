package org.tinylcm.pack.internal.format;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Collection;
import java.util.zip.CRC32;

/**
 * One member to be written into a zip without compression.
 *
 * <p>Not by {@link java.util.zip.ZipOutputStream}, whose choice of versions and flags belongs to the JDK: a pack's
 * bytes must be the same on every one.
 */
record ZipMember(String name, byte[] bytes, Path file, long size, int crc, String sha256) {
    /** 1 January 1980, the earliest that zip can say. */
    private static final int DATE = 0x21;

    static ZipMember of(String name, byte[] bytes) {
        var crc = new CRC32();
        crc.update(bytes);
        return new ZipMember(name, bytes, null, bytes.length, (int) crc.getValue(), Digests.of(bytes));
    }

    static ZipMember of(String name, Path file) throws IOException {
        var crc = new CRC32();
        var digest = Digests.sha256();
        var size = 0L;
        try (var in = Files.newInputStream(file)) {
            var buffer = new byte[1 << 16];
            for (int read; (read = in.read(buffer)) > 0; size += read) {
                crc.update(buffer, 0, read);
                digest.update(buffer, 0, read);
            }
        }
        return new ZipMember(name, null, file, size, (int) crc.getValue(), Digests.hex(digest));
    }

    /** Writes a whole zip; the file appears complete or not at all. */
    static void write(Collection<ZipMember> members, Path file) throws IOException {
        var target = file.toAbsolutePath();
        Files.createDirectories(target.getParent());
        // Not createTempFile, whose files only their owner may read: a pack is made to be handed on.
        var temporary = target.resolveSibling(target.getFileName() + "." + ProcessHandle.current().pid() + ".tmp");
        try {
            try (var channel = FileChannel.open(temporary, StandardOpenOption.WRITE,
                    StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING);
                    var out = new BufferedOutputStream(Channels.newOutputStream(channel), 1 << 16)) {
                write(members, out);
                out.flush();
                channel.force(true);
            }
            Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    static void write(Collection<ZipMember> members, OutputStream out) throws IOException {
        var offset = 0L;
        var length = 0;
        var directory = ByteBuffer.allocate(members.size() * 150 + 22).order(ByteOrder.LITTLE_ENDIAN);
        for (var member : members) {
            var name = member.name().getBytes(StandardCharsets.US_ASCII);
            var local = ByteBuffer.allocate(30 + name.length).order(ByteOrder.LITTLE_ENDIAN);
            local.putInt(0x04034b50);
            member.describe(local);
            out.write(local.putShort((short) 0).put(name).array());
            if (member.bytes() != null) {
                out.write(member.bytes());
            } else {
                Files.copy(member.file(), out);
            }
            directory.putInt(0x02014b50).putShort((short) 10);
            member.describe(directory);
            directory.putInt(0).putInt(0).putInt(0).putInt((int) offset).put(name);
            offset += local.capacity() + member.size();
        }
        length = directory.position();
        if (offset + length > 0xffffffffL) {
            throw new IOException("a pack must be smaller than 4 GiB");
        }
        directory.putInt(0x06054b50).putInt(0).putShort((short) members.size()).putShort((short) members.size())
                .putInt(length).putInt((int) offset).putShort((short) 0);
        out.write(directory.array(), 0, directory.position());
    }

    private void describe(ByteBuffer into) {
        into.putShort((short) 10).putInt(0).putShort((short) 0).putShort((short) DATE).putInt(crc)
                .putInt((int) size).putInt((int) size).putShort((short) name.length());
    }
}
