package org.tinylcm.release;

import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.LocalDateTime;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.tinylcm.protocol.BadJsonException;
import org.tinylcm.protocol.Json;
import org.tinylcm.protocol.JsonLimits;
import org.tinylcm.protocol.update.ArtifactDoc;
import org.tinylcm.protocol.update.SignedDoc;
import org.tinylcm.release.RefusedException.Reason;

/**
 * A {@code .tlcu} file: a release to be carried to a device. A zip file whose members are stored as they are:
 * {@code release.json} (a {@link SignedDoc}), then optionally {@code keys.json} (an array of key rings in order), then
 * {@code artifacts/<SHA-256>}, those at least that the device does not have.
 */
public final class UpdateFile implements Closeable {
    private static final String RELEASE = "release.json";
    private static final String KEYS = "keys.json";
    private static final String ARTIFACTS = "artifacts/";
    private static final int MOST_DOCUMENT = 2 << 20;

    private final StrictZip zip;
    private final String origin;
    private final SignedDoc release;
    private final List<SignedDoc> keys;

    private UpdateFile(StrictZip zip, String origin) throws IOException {
        this.zip = zip;
        this.origin = origin;
        var entries = zip.entries();
        if (!entries.get(0).name().equals(RELEASE)) {
            throw refused("its first member must be " + RELEASE);
        }
        for (int i = 1; i < entries.size(); i++) {
            var name = entries.get(i).name();
            if (!name.matches(ARTIFACTS + "[0-9a-f]{64}") && !(i == 1 && name.equals(KEYS))) {
                throw refused("member '" + name + "' does not belong here");
            }
        }
        if (entries.stream().anyMatch(StrictZip.Entry::deflated)) {
            throw refused("its members must be stored without compression");
        }
        release = document(RELEASE, SignedDoc.class);
        keys = zip.find(KEYS).isPresent() ? List.of(document(KEYS, SignedDoc[].class)) : List.of();
    }

    /** @throws RefusedException it is no such file; whether its release is to be trusted is another question */
    public static UpdateFile open(Path file) throws IOException {
        var origin = file.getFileName().toString();
        var zip = StrictZip.open(file, origin);
        try {
            return new UpdateFile(zip, origin);
        } catch (IOException | RuntimeException e) {
            zip.close();
            throw e;
        }
    }

    public SignedDoc release() {
        return release;
    }

    /** Key rings that lead to the one that the release needs. */
    public List<SignedDoc> keys() {
        return keys;
    }

    public boolean has(String sha256) {
        return zip.find(ARTIFACTS + sha256).isPresent();
    }

    /**
     * Copies an artifact out. The file appears complete and as signed, or not at all.
     *
     * @throws RefusedException it is not there, or not what was signed
     */
    public void extract(ArtifactDoc artifact, Path file) throws IOException {
        var entry = zip.find(ARTIFACTS + artifact.sha256()).orElseThrow(() -> new RefusedException(Reason.MISSING,
                origin + ": " + artifact.name() + " " + artifact.version() + " is not in it"));
        var temporary = file.resolveSibling(file.getFileName() + ".tmp");
        try {
            if (entry.size() != artifact.bytes() || !copy(entry, temporary).equals(artifact.sha256())) {
                throw new RefusedException(Reason.CONTENT, origin + ": " + artifact.name() + " " + artifact.version()
                        + " is not the file that was signed");
            }
            Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    @Override
    public void close() throws IOException {
        zip.close();
    }

    /** @param artifacts files by digest */
    public static void write(SignedDoc release, List<SignedDoc> keys, Map<String, Path> artifacts, OutputStream to)
            throws IOException {
        try (var out = new ZipOutputStream(new BufferedOutputStream(to, 1 << 16))) {
            put(out, RELEASE, Json.write(release).getBytes(StandardCharsets.UTF_8));
            if (!keys.isEmpty()) {
                put(out, KEYS, Json.write(keys).getBytes(StandardCharsets.UTF_8));
            }
            for (var artifact : artifacts.entrySet()) {
                put(out, ARTIFACTS + artifact.getKey(), Files.readAllBytes(artifact.getValue()));
            }
        }
    }

    private static void put(ZipOutputStream out, String name, byte[] bytes) throws IOException {
        var crc = new CRC32();
        crc.update(bytes);
        var entry = new ZipEntry(name);
        entry.setMethod(ZipEntry.STORED);
        entry.setSize(bytes.length);
        entry.setCrc(crc.getValue());
        // A fixed one, so that the same content is the same file.
        entry.setTimeLocal(LocalDateTime.of(1980, 1, 2, 0, 0));
        out.putNextEntry(entry);
        out.write(bytes);
        out.closeEntry();
    }

    private String copy(StrictZip.Entry entry, Path file) throws IOException {
        var digest = Sha256.digest();
        var buffer = ByteBuffer.allocate(1 << 16);
        try (var out = Files.newOutputStream(file)) {
            for (var done = 0L; done < entry.size(); done += buffer.limit()) {
                buffer.clear().limit((int) Math.min(buffer.capacity(), entry.size() - done));
                zip.read(entry.dataOffset() + done, buffer);
                digest.update(buffer.array(), 0, buffer.limit());
                out.write(buffer.array(), 0, buffer.limit());
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private <T> T document(String name, Class<T> type) throws IOException {
        try {
            var bytes = zip.read(zip.find(name).orElseThrow(), MOST_DOCUMENT);
            return Json.read(bytes, type, origin + ": " + name, new JsonLimits(MOST_DOCUMENT,
                    JsonLimits.DOCUMENT.depth(), JsonLimits.DOCUMENT.values()));
        } catch (BadJsonException e) {
            throw new RefusedException(Reason.MALFORMED, e.getMessage(), e);
        }
    }

    private RefusedException refused(String rule) {
        return new RefusedException(Reason.ARCHIVE, origin + ": " + rule);
    }
}
