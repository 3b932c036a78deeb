package org.tinylcm.sync.client;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import org.tinylcm.protocol.Json;
import org.tinylcm.protocol.PackageDoc;
import org.tinylcm.protocol.PackageType;

/**
 * Packs: a tar (POSIX ustar, plain files only) with {@code metadata.json} first, then gzip or zstd. The same content gives
 * the same bytes. Holds no member in memory.
 */
public final class PackageWriter {
    static final int BLOCK = 512;
    private final String version;
    private final Supplier<Compression> compression;

    /** Packs in gzip. */
    public PackageWriter(String version) {
        this(version, () -> Compression.GZIP);
    }

    /**
     * @param version version of the runtime
     * @param compression asked at each package
     */
    public PackageWriter(String version, Supplier<Compression> compression) {
        this.version = version;
        this.compression = compression;
    }

    /**
     * @param deviceId null if not registered yet
     * @param modelId null if there is none
     * @throws IOException a member or the package cannot be read or written
     */
    public void write(OutputStream out, PackageType type, String id, String deviceId, String modelId, Instant at,
            List<Member> members) throws IOException {
        var inventory = new ArrayList<PackageDoc.FileEntry>();
        for (var member : members) {
            inventory.add(member.entry());
        }
        var metadata = Member.of(PackageDoc.MEMBER, Member.JSON, Json.pretty(new PackageDoc(PackageDoc.VERSION, id,
                deviceId, type.id(), at, version, modelId, inventory)) + "\n");
        try (var packed = compression.get().pack(new Unclosed(out))) {
            tar(packed, metadata, at);
            for (var member : members) {
                tar(packed, member, at);
            }
            packed.write(new byte[2 * BLOCK]);
        }
    }

    static void tar(OutputStream out, Member member, Instant at) throws IOException {
        out.write(header(member.path(), member.bytes(), Math.max(0, at.getEpochSecond())));
        member.writeTo(out);
        out.write(new byte[padding(member.bytes())]);
    }

    /** Bytes behind a member, up to the next block. */
    static int padding(long bytes) {
        return (int) ((BLOCK - bytes % BLOCK) % BLOCK);
    }

    private static byte[] header(String path, long bytes, long seconds) {
        var header = new byte[BLOCK];
        put(header, 0, path);
        put(header, 100, "0000644\0");
        put(header, 108, "0000000\0");
        put(header, 116, "0000000\0");
        put(header, 124, String.format(Locale.ROOT, "%011o\0", bytes));
        put(header, 136, String.format(Locale.ROOT, "%011o\0", seconds));
        put(header, 148, "        ");
        header[156] = '0';
        put(header, 257, "ustar\00000");
        var sum = 0;
        for (var b : header) {
            sum += b & 0xff;
        }
        put(header, 148, String.format(Locale.ROOT, "%06o\0 ", sum));
        return header;
    }

    private static void put(byte[] header, int at, String text) {
        var bytes = text.getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(bytes, 0, header, at, bytes.length);
    }
}
