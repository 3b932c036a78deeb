package org.tinysphere.it;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.zip.GZIPOutputStream;

/** Packages as a device makes and sends them: {@code docs/sync.md}. */
final class DriftPackages {
    private static final int BLOCK = 512;

    private DriftPackages() {
    }

    static byte[] pack(String id, String device, String type, Map<String, byte[]> members) {
        var inventory = new StringBuilder();
        members.forEach((name, bytes) -> inventory.append(inventory.isEmpty() ? "" : ",").append("{\"path\":\"")
                .append(name).append("\",\"bytes\":").append(bytes.length).append(",\"sha256\":\"")
                .append(sha256(bytes)).append("\"}"));
        var all = new LinkedHashMap<String, byte[]>();
        all.put("metadata.json", ("{\"schemaVersion\":1,\"packageId\":\"" + id + "\",\"deviceId\":\"" + device
                + "\",\"packageType\":\"" + type + "\",\"createdAt\":\"" + Instant.now()
                + "\",\"tinylcmVersion\":\"0.1.0\",\"modelId\":\"pack-1\",\"files\":[" + inventory + "]}")
                .getBytes(StandardCharsets.UTF_8));
        all.putAll(members);
        var packed = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(packed)) {
            for (var member : all.entrySet()) {
                tar(gzip, member.getKey(), member.getValue());
            }
            gzip.write(new byte[2 * BLOCK]);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return packed.toByteArray();
    }

    /** In one part. */
    static int send(URI root, String secret, String device, String type, String id, byte[] bytes) {
        var request = HttpRequest.newBuilder(root.resolve("/api/v1/devices/" + device + "/packages/" + id))
                .header("Authorization", "Bearer " + secret)
                .header("Content-Type", "application/gzip")
                .header("Content-Range", "bytes 0-" + (bytes.length - 1) + "/" + bytes.length)
                .header("X-Package-Type", type)
                .header("X-Package-SHA256", sha256(bytes))
                .PUT(HttpRequest.BodyPublishers.ofByteArray(bytes)).build();
        try {
            return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString()).statusCode();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    private static void tar(OutputStream out, String name, byte[] bytes) throws IOException {
        var header = new byte[BLOCK];
        put(header, 0, name);
        put(header, 100, "0000644\0");
        put(header, 108, "0000000\0");
        put(header, 116, "0000000\0");
        put(header, 124, String.format(Locale.ROOT, "%011o\0", bytes.length));
        put(header, 136, String.format(Locale.ROOT, "%011o\0", 0));
        put(header, 148, "        ");
        header[156] = '0';
        put(header, 257, "ustar\00000");
        var sum = 0;
        for (var b : header) {
            sum += b & 0xff;
        }
        put(header, 148, String.format(Locale.ROOT, "%06o\0 ", sum));
        out.write(header);
        out.write(bytes);
        out.write(new byte[(BLOCK - bytes.length % BLOCK) % BLOCK]);
    }

    private static void put(byte[] header, int at, String text) {
        var bytes = text.getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(bytes, 0, header, at, bytes.length);
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
