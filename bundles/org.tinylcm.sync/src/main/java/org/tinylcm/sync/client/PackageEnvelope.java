package org.tinylcm.sync.client;

import com.google.gson.JsonObject;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import org.tinylcm.protocol.BadJsonException;
import org.tinylcm.protocol.Json;
import org.tinylcm.protocol.JsonLimits;
import org.tinylcm.protocol.PackageDoc;

/**
 * What a spooled package says of itself, its first member. Changing it leaves all other bytes of the tar as they are, and
 * with them sizes and digests of the inventory.
 */
final class PackageEnvelope {
    private static final String DEVICE = "deviceId";
    private final SpoolEntry entry;
    private final JsonObject metadata;

    private PackageEnvelope(SpoolEntry entry, JsonObject metadata) {
        this.entry = entry;
        this.metadata = metadata;
    }

    /** @throws IOException it is none of this device's packages, or damaged */
    static PackageEnvelope of(SpoolEntry entry) throws IOException {
        try (var tar = open(entry)) {
            return new PackageEnvelope(entry, read(tar));
        }
    }

    /** The device that it was packed by; null if that was not registered. */
    String deviceId() {
        return metadata.has(DEVICE) && metadata.get(DEVICE).isJsonPrimitive() ? metadata.get(DEVICE).getAsString() : null;
    }

    /** Writes the package as one of another device, and in another compression. */
    void write(String deviceId, Compression compression, OutputStream out) throws IOException {
        try (var tar = open(entry); var packed = compression.pack(new Unclosed(out))) {
            var changed = read(tar);
            if (deviceId != null) {
                changed.addProperty(DEVICE, deviceId);
            }
            var at = Json.read(Json.write(changed), PackageDoc.class, entry.id()).createdAt();
            PackageWriter.tar(packed, Member.of(PackageDoc.MEMBER, Member.JSON, Json.pretty(changed) + "\n"), at);
            copy(tar, packed);
        } catch (BadJsonException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    /** It cannot be read to its end; nothing is wrong with the disk that is written to. */
    static final class Damaged extends IOException {
        private static final long serialVersionUID = 1L;

        Damaged(IOException cause) {
            super(cause.getMessage(), cause);
        }
    }

    private static void copy(InputStream tar, OutputStream out) throws IOException {
        var buffer = new byte[1 << 14];
        for (var n = next(tar, buffer); n >= 0; n = next(tar, buffer)) {
            out.write(buffer, 0, n);
        }
    }

    private static int next(InputStream tar, byte[] buffer) throws Damaged {
        try {
            return tar.read(buffer);
        } catch (IOException e) {
            throw new Damaged(e);
        }
    }

    private static DataInputStream open(SpoolEntry entry) throws IOException {
        InputStream file = new BufferedInputStream(Files.newInputStream(entry.file()), 1 << 14);
        try {
            return new DataInputStream(entry.compression().unpack(file));
        } catch (IOException e) {
            file.close();
            throw e;
        }
    }

    /** Behind it the stream is at the second member. */
    private static JsonObject read(DataInputStream tar) throws IOException {
        var header = new byte[PackageWriter.BLOCK];
        tar.readFully(header);
        var name = new String(header, 0, 100, StandardCharsets.US_ASCII).trim();
        var size = new String(header, 124, 11, StandardCharsets.US_ASCII);
        if (!name.equals(PackageDoc.MEMBER) || !size.matches("0*[0-7]{1,7}")
                || Integer.parseInt(size, 8) > JsonLimits.DOCUMENT.bytes()) {
            throw new IOException("it does not begin with " + PackageDoc.MEMBER);
        }
        var bytes = new byte[Integer.parseInt(size, 8)];
        tar.readFully(bytes);
        tar.readFully(new byte[PackageWriter.padding(bytes.length)]);
        try {
            return Json.read(bytes, JsonObject.class, PackageDoc.MEMBER, JsonLimits.DOCUMENT);
        } catch (BadJsonException e) {
            throw new IOException(e.getMessage(), e);
        }
    }
}
