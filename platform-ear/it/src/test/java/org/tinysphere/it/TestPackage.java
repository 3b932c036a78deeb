package org.tinysphere.it;

import com.github.luben.zstd.ZstdOutputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.tinylcm.protocol.Json;
import org.tinylcm.protocol.PackageDoc;

/** A package as a device makes it, and its way to the platform. */
record TestPackage(String deviceId, String id, String type, byte[] bytes, String sha256) {

    static TestPackage of(String device, String type, Map<String, byte[]> members,
            Map<String, PackageDoc.Part> parts) {
        var id = UUID.randomUUID().toString();
        var inventory = new ArrayList<PackageDoc.FileEntry>();
        members.forEach((name, bytes) -> inventory.add(new PackageDoc.FileEntry(name, bytes.length, sha256(bytes), null,
                parts.get(name))));
        return packed(device, id, type, new PackageDoc(PackageDoc.VERSION, id, device, type, Instant.now(), "0.1.0",
                null, inventory), members);
    }

    static TestPackage of(String device, String type, String member, String text) {
        return of(device, type, Map.of(member, text.getBytes(StandardCharsets.UTF_8)), Map.of());
    }

    static TestPackage packed(String device, String id, String type, PackageDoc metadata,
            Map<String, byte[]> members) {
        var all = new LinkedHashMap<String, byte[]>();
        all.put(PackageDoc.MEMBER, Json.write(metadata).getBytes(StandardCharsets.UTF_8));
        metadata.files().forEach(file -> all.put(file.path(), members.get(file.path())));
        var bytes = tar(all);
        return new TestPackage(device, id, type, bytes, sha256(bytes));
    }

    /** The same in zstd. */
    TestPackage zstd() {
        var out = new ByteArrayOutputStream();
        try (var in = new GZIPInputStream(new ByteArrayInputStream(bytes)); var zstd = new ZstdOutputStream(out)) {
            in.transferTo(zstd);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new TestPackage(deviceId, id, type, out.toByteArray(), sha256(out.toByteArray()));
    }

    private static byte[] tar(Map<String, byte[]> members) {
        var out = new ByteArrayOutputStream();
        try (var tar = new TarArchiveOutputStream(new GZIPOutputStream(out), 512)) {
            for (var member : members.entrySet()) {
                var entry = new TarArchiveEntry(member.getKey());
                entry.setSize(member.getValue().length);
                tar.putArchiveEntry(entry);
                tar.write(member.getValue());
                tar.closeArchiveEntry();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    String path() {
        return "devices/" + deviceId + "/packages/" + id;
    }

    /** All of it in one part. */
    Api.Answer send(Api device) {
        return send(device, 0, bytes.length);
    }

    /** @param to exclusive */
    Api.Answer send(Api device, int from, int to) {
        return send(device, from, to, Arrays.copyOfRange(bytes, from, to), sha256);
    }

    Api.Answer send(Api device, int from, int to, byte[] body, String digest) {
        return device.send(path(), request -> request.PUT(HttpRequest.BodyPublishers.ofByteArray(body))
                .header("Content-Type", "application/gzip").header("X-Package-Type", type)
                .header("X-Package-SHA256", digest)
                .header("Content-Range", "bytes " + from + '-' + (to - 1) + '/' + bytes.length));
    }

    /** As it is listed for people, once the import has ended. */
    com.google.gson.JsonObject imported(Api person, String state) {
        Await.until(state, () -> List.of(state).contains(view(person).get("state").getAsString()));
        return view(person);
    }

    com.google.gson.JsonObject view(Api person) {
        return person.get("packages/" + deviceId + '/' + id).expect(200).json();
    }
}
