package org.tinylcm.release;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import java.util.zip.ZipException;
import org.tinylcm.release.RefusedException.Reason;

/**
 * The difference of two archives, member by member: what is the same in both is copied as it is packed, so that the
 * result is the same to the byte whatever packed it.
 *
 * <p>Format: {@code TLCD1}, SHA-256 of the old file, SHA-256 and length (8 bytes) of the new one, then deflated steps:
 * 1 = copy (offset 8 bytes, length 4 bytes) from the old file, 2 = the next bytes (length 4 bytes), 0 = end.
 */
public final class JarDelta {
    private static final byte[] MAGIC = {'T', 'L', 'C', 'D', '1'};
    private static final int DIGEST = 32;
    private static final int END = 0;
    private static final int COPY = 1;
    private static final int LITERAL = 2;
    /** Shorter than what a copy costs. */
    private static final int LEAST_COPY = 32;

    private JarDelta() {
    }

    /**
     * Writes the difference of two archives.
     *
     * @throws RefusedException one of them breaks the rules of {@link StrictZip}
     */
    public static void make(Path older, Path newer, Path delta) throws IOException {
        try (var from = StrictZip.open(older, older.getFileName().toString());
                var to = StrictZip.open(newer, newer.getFileName().toString());
                var file = new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(delta)))) {
            file.write(MAGIC);
            file.write(HexFormat.of().parseHex(Sha256.hex(older)));
            file.write(HexFormat.of().parseHex(Sha256.hex(newer)));
            file.writeLong(Files.size(newer));
            var deflater = new Deflater(Deflater.BEST_COMPRESSION, true);
            try (var steps = new DataOutputStream(new DeflaterOutputStream(file, deflater))) {
                write(from, to, Files.size(newer), steps);
            } finally {
                deflater.end();
            }
        }
    }

    private static void write(StrictZip from, StrictZip to, long length, DataOutputStream steps) throws IOException {
        var known = new HashMap<String, StrictZip.Entry>();
        from.entries().forEach(entry -> known.put(key(entry), entry));
        var written = 0L;
        for (var entry : to.entries()) {
            var same = known.get(key(entry));
            if (same != null && entry.packed() >= LEAST_COPY
                    && equal(from, same.dataOffset(), to, entry.dataOffset(), entry.packed())) {
                literal(to, written, entry.dataOffset(), steps);
                steps.writeByte(COPY);
                steps.writeLong(same.dataOffset());
                steps.writeInt((int) entry.packed());
                written = entry.dataOffset() + entry.packed();
            }
        }
        literal(to, written, length, steps);
        steps.writeByte(END);
    }

    private static String key(StrictZip.Entry entry) {
        return entry.crc() + " " + entry.size() + " " + entry.packed();
    }

    private static void literal(StrictZip to, long from, long end, DataOutputStream steps) throws IOException {
        var buffer = ByteBuffer.allocate(1 << 16);
        for (var at = from; at < end; at += buffer.limit()) {
            buffer.clear().limit((int) Math.min(buffer.capacity(), end - at));
            to.read(at, buffer);
            steps.writeByte(LITERAL);
            steps.writeInt(buffer.limit());
            steps.write(buffer.array(), 0, buffer.limit());
        }
    }

    private static boolean equal(StrictZip a, long atA, StrictZip b, long atB, long length) throws IOException {
        var left = ByteBuffer.allocate(1 << 16);
        var right = ByteBuffer.allocate(1 << 16);
        for (var done = 0L; done < length; done += left.limit()) {
            left.clear().limit((int) Math.min(left.capacity(), length - done));
            right.clear().limit(left.limit());
            a.read(atA + done, left);
            b.read(atB + done, right);
            if (!left.flip().equals(right.flip())) {
                return false;
            }
        }
        return true;
    }

    /**
     * Builds the new archive. On return it is there and has the digest wanted; else it is not there.
     *
     * @param bytes size that the new file must have
     * @param sha256 digest that the new file must have
     * @throws RefusedException the difference does not belong to the old file, or does not give the new one
     */
    public static void apply(Path older, InputStream delta, Path newer, long bytes, String sha256) throws IOException {
        try {
            build(older, delta, newer, bytes, sha256);
        } catch (IOException | RuntimeException e) {
            Files.deleteIfExists(newer);
            throw e;
        }
    }

    private static void build(Path older, InputStream delta, Path newer, long bytes, String sha256)
            throws IOException {
        var head = new DataInputStream(delta).readNBytes(MAGIC.length + 2 * DIGEST + Long.BYTES);
        if (head.length != MAGIC.length + 2 * DIGEST + Long.BYTES
                || !Arrays.equals(head, 0, MAGIC.length, MAGIC, 0, MAGIC.length)) {
            throw refused("is none");
        }
        var hex = HexFormat.of();
        if (!hex.formatHex(head, MAGIC.length, MAGIC.length + DIGEST).equals(Sha256.hex(older))) {
            throw refused("belongs to another old file");
        }
        if (!hex.formatHex(head, MAGIC.length + DIGEST, MAGIC.length + 2 * DIGEST).equals(sha256)
                || ByteBuffer.wrap(head, head.length - Long.BYTES, Long.BYTES).getLong() != bytes) {
            throw refused("gives another file than the one wanted");
        }
        var digest = Sha256.digest();
        var inflater = new Inflater(true);
        try (var from = FileChannel.open(older, StandardOpenOption.READ);
                var out = new BufferedOutputStream(Files.newOutputStream(newer), 1 << 16)) {
            var steps = new DataInputStream(new BufferedInputStream(new InflaterInputStream(delta, inflater)));
            steps(steps, from, bytes, (buffer, length) -> {
                digest.update(buffer, 0, length);
                out.write(buffer, 0, length);
            });
        } catch (ZipException | EOFException e) {
            throw refused("is damaged");
        } finally {
            inflater.end();
        }
        if (!hex.formatHex(digest.digest()).equals(sha256)) {
            throw refused("does not give the file wanted: its digest differs");
        }
    }

    /** Takes a piece of the result. */
    private interface Sink {
        void take(byte[] buffer, int length) throws IOException;
    }

    private static void steps(DataInputStream steps, FileChannel from, long bytes, Sink sink) throws IOException {
        var buffer = new byte[1 << 16];
        var left = bytes;
        for (var step = steps.readByte(); step != END; step = steps.readByte()) {
            var offset = step == COPY ? steps.readLong() : 0;
            var length = steps.readInt();
            if (step != COPY && step != LITERAL || length < 1 || length > left || offset < 0
                    || step == COPY && offset > from.size() - length) {
                throw refused("has a step that cannot be");
            }
            left -= length;
            for (int done = 0; done < length;) {
                var count = Math.min(buffer.length, length - done);
                if (step == COPY) {
                    count = from.read(ByteBuffer.wrap(buffer, 0, count), offset + done);
                    if (count < 1) {
                        throw refused("reaches beyond the old file");
                    }
                } else {
                    steps.readFully(buffer, 0, count);
                }
                sink.take(buffer, count);
                done += count;
            }
        }
        if (left != 0) {
            throw refused("ends before the file is whole");
        }
    }

    private static RefusedException refused(String rule) {
        return new RefusedException(Reason.CONTENT, "difference " + rule);
    }
}
