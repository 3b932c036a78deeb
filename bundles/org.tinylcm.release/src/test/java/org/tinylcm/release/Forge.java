package org.tinylcm.release;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.tinylcm.protocol.update.ArtifactDoc;
import org.tinylcm.protocol.update.KeyDoc;
import org.tinylcm.protocol.update.KeyRingDoc;
import org.tinylcm.protocol.update.ReleaseDoc;

/** Keys, rings, releases and bundles for tests. */
public final class Forge {
    public static final Instant NOW = Instant.parse("2026-06-01T00:00:00Z");
    public static final Instant LATER = Instant.parse("2027-06-01T00:00:00Z");

    private Forge() {
    }

    public static KeyDoc root(KeyPair keys) {
        return key(keys, KeyDoc.ROOT);
    }

    public static KeyDoc release(KeyPair keys, String... names) {
        return key(keys, KeyDoc.RELEASE, names);
    }

    public static KeyRingDoc ring(long version, int threshold, KeyDoc... keys) {
        return new KeyRingDoc(1, version, LATER, threshold, Arrays.asList(keys));
    }

    public static ReleaseDoc release(long number, ArtifactDoc... artifacts) {
        return new ReleaseDoc(1, "r" + number, number, NOW.minusSeconds(60), LATER, List.of("class:default"),
                Arrays.asList(artifacts), Map.of(), null);
    }

    public static ArtifactDoc bundle(String name, String version, byte[] jar) {
        return new ArtifactDoc(ArtifactDoc.BUNDLE, name, version, jar.length, Sha256.hex(jar));
    }

    /** A bundle with a manifest and so many further members. */
    public static byte[] jar(String name, String version, Map<String, byte[]> members) {
        var all = new LinkedHashMap<String, byte[]>();
        all.put("META-INF/MANIFEST.MF", ("Manifest-Version: 1.0\nBundle-ManifestVersion: 2\nBundle-SymbolicName: "
                + name + "\nBundle-Version: " + version + "\n").getBytes(StandardCharsets.UTF_8));
        all.putAll(members);
        return zip(all);
    }

    public static byte[] zip(Map<String, byte[]> members) {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(bytes)) {
            for (var member : members.entrySet()) {
                zip.putNextEntry(new ZipEntry(member.getKey()));
                zip.write(member.getValue());
                zip.closeEntry();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static KeyDoc key(KeyPair keys, String role, String... names) {
        return new KeyDoc(Ed25519.id(keys.getPublic()), Base64.getEncoder().encodeToString(
                keys.getPublic().getEncoded()), role, List.of(names));
    }
}
