package org.tinysphere.datahub.control;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tinylcm.protocol.BadJsonException;
import org.tinylcm.protocol.Json;
import org.tinylcm.protocol.JsonLimits;
import org.tinylcm.protocol.PackageDoc;
import org.tinysphere.core.control.Compression;
import org.tinysphere.core.control.Secrets;
import org.tinysphere.core.control.WorkHandler.GiveUp;

/**
 * Unpacks what a device sent, and trusts nothing in it. What comes first is the inventory; from then on every member
 * must be what it says, and no more is ever written than it says.
 */
final class PackageUnpacker {
    /** Most bytes of all members together. */
    static final long MOST_BYTES = 4L << 30;
    /** Logs pack to a thirtieth at best; gzip could do a thousandth, and zstd a thirty-thousandth. */
    static final long MOST_RATIO = 200;
    private static final int BLOCK = 512;
    /** Header, padding before it, and the rest of the last record of twenty blocks. */
    private static final int HEADERS = 32 * BLOCK;
    private static final int BUFFER = 1 << 14;
    private final Expected expected;
    private final Members members;
    private boolean inMemory;

    /** What is known before: address, caller, header and size of the upload. */
    record Expected(String packageId, String deviceId, String type, long packedBytes) {
    }

    /** @param members empty; gets each member of the inventory */
    PackageUnpacker(Expected expected, Members members) {
        this.expected = expected;
        this.members = members;
    }

    /**
     * @return its metadata
     * @throws GiveUp the package is wrong; names the member and the rule
     * @throws UncheckedIOException it could not be read or written
     */
    PackageDoc unpack(InputStream packed) throws GiveUp {
        try (var opened = Compression.open(new Source(packed))) {
            var budget = new Budget(opened);
            var tar = new TarArchiveInputStream(budget, BLOCK, BLOCK);
            var metadata = metadata(tar, budget);
            for (var file : metadata.files()) {
                member(tar, budget, file);
            }
            end(tar, budget);
            return metadata;
        } catch (UncheckedIOException | GiveUp e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            throw new GiveUp("no readable tar.gz or tar.zst: " + (e.getMessage() == null ? e.getClass().getSimpleName()
                    : e.getMessage()), e);
        }
    }

    private PackageDoc metadata(TarArchiveInputStream tar, Budget budget) throws IOException, GiveUp {
        var most = JsonLimits.DOCUMENT.bytes();
        var entry = next(tar, budget, PackageDoc.MEMBER);
        if (entry.getSize() > most) {
            throw wrong(PackageDoc.MEMBER, "must have at most " + most + " bytes");
        }
        budget.allow(entry.getSize());
        var bytes = tar.readNBytes((int) entry.getSize());
        if (bytes.length < entry.getSize()) {
            throw wrong(PackageDoc.MEMBER, "ends too soon");
        }
        try {
            var metadata = Json.read(bytes, PackageDoc.class, PackageDoc.MEMBER, JsonLimits.DOCUMENT);
            check(metadata);
            return metadata;
        } catch (BadJsonException e) {
            throw new GiveUp(e.getMessage(), e);
        }
    }

    private void check(PackageDoc metadata) throws GiveUp {
        same(metadata.packageId(), expected.packageId, "packageId");
        same(metadata.packageType(), expected.type, "packageType");
        if (metadata.deviceId() != null) {
            same(metadata.deviceId(), expected.deviceId, "deviceId");
        }
        var most = Math.min(MOST_BYTES, expected.packedBytes * MOST_RATIO);
        var total = 0L;
        for (var file : metadata.files()) {
            // One by one: the sum of two sizes can be beyond what a long holds.
            if (file.bytes() > most || total + file.bytes() > most) {
                throw wrong(file.path(), "makes the package unpack to more than " + most + " bytes, "
                        + MOST_RATIO + " times its size or " + MOST_BYTES);
            }
            total += file.bytes();
        }
        inMemory = members.inMemory(total);
    }

    private static void same(String stated, String known, String name) throws GiveUp {
        if (!known.equals(stated)) {
            throw wrong(PackageDoc.MEMBER, "'" + name + "' must be '" + known + "', not '" + shown(stated) + "'");
        }
    }

    private void member(TarArchiveInputStream tar, Budget budget, PackageDoc.FileEntry file)
            throws IOException, GiveUp {
        var entry = next(tar, budget, file.path());
        if (entry.getSize() != file.bytes()) {
            throw wrong(file.path(), "must have " + file.bytes() + " bytes as the inventory says, not "
                    + entry.getSize());
        }
        budget.allow(file.bytes());
        var digest = Secrets.sha256();
        var member = inMemory ? read(tar, file, digest) : write(tar, file, digest);
        if (!HexFormat.of().formatHex(digest.digest()).equals(file.sha256())) {
            throw wrong(file.path(), "must have the SHA-256 of the inventory");
        }
        members.add(file.path(), member);
    }

    private static Member read(TarArchiveInputStream tar, PackageDoc.FileEntry file, MessageDigest digest)
            throws IOException, GiveUp {
        var content = new byte[(int) file.bytes()];
        if (tar.readNBytes(content, 0, content.length) < content.length) {
            throw wrong(file.path(), "ends too soon");
        }
        digest.update(content);
        return new Member.InMemory(content);
    }

    private Member write(TarArchiveInputStream tar, PackageDoc.FileEntry file, MessageDigest digest)
            throws IOException, GiveUp {
        var target = place(file.path());
        try (var out = create(target)) {
            var buffer = new byte[BUFFER];
            for (var left = file.bytes(); left > 0;) {
                var n = tar.read(buffer, 0, (int) Math.min(buffer.length, left));
                if (n < 0) {
                    throw wrong(file.path(), "ends too soon");
                }
                digest.update(buffer, 0, n);
                write(out, buffer, n);
                left -= n;
            }
        }
        return new Member.InFile(target, file.bytes());
    }

    private Path place(String name) {
        try {
            return members.file(name);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A plain file of this name, and nothing else. */
    private static TarArchiveEntry next(TarArchiveInputStream tar, Budget budget, String name)
            throws IOException, GiveUp {
        budget.allow(HEADERS);
        var entry = tar.getNextEntry();
        if (entry == null) {
            throw wrong(name, "is missing");
        }
        if (entry.getLinkFlag() != '0' && entry.getLinkFlag() != 0 || !entry.isFile() || entry.isSparse()
                || !entry.getLinkName().isEmpty() || !entry.getExtraPaxHeaders().isEmpty()) {
            throw wrong(shown(entry.getName()), "must be a plain file");
        }
        if (!entry.getName().equals(name)) {
            throw wrong(shown(entry.getName()), "is not what the inventory says: here it has '" + name + "'");
        }
        if (entry.getSize() < 0) {
            throw wrong(name, "has no size");
        }
        return entry;
    }

    private static void end(TarArchiveInputStream tar, Budget budget) throws IOException, GiveUp {
        budget.allow(HEADERS);
        var more = tar.getNextEntry();
        if (more != null) {
            throw wrong(shown(more.getName()), "is not in the inventory");
        }
        // Also checks the compression's own checksum, which comes behind everything.
        for (var n = budget.read(); n >= 0; n = budget.read()) {
            if (n != 0) {
                throw new GiveUp("there is something behind the end of the tar");
            }
        }
    }

    private static OutputStream create(Path file) {
        try {
            return new Sink(Files.newOutputStream(file, java.nio.file.StandardOpenOption.CREATE_NEW));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Closing it can fail too, and that is not the package's fault. */
    private static final class Sink extends java.io.FilterOutputStream {
        Sink(OutputStream out) {
            super(out);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            out.write(bytes, offset, length);
        }

        @Override
        public void close() {
            try {
                super.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private static void write(OutputStream out, byte[] buffer, int n) {
        try {
            out.write(buffer, 0, n);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static GiveUp wrong(String member, String rule) {
        return new GiveUp("member '" + member + "' " + rule);
    }

    /** Outside text must not be able to forge log lines or terminal commands. */
    private static String shown(String text) {
        var line = new StringBuilder();
        String.valueOf(text).codePoints().limit(100)
                .forEach(c -> line.appendCodePoint(c < ' ' || c >= 127 && c < 160 ? '?' : c));
        return line.toString();
    }
}
