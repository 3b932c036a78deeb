package org.tinysphere.simulator;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import org.tinylcm.protocol.update.ArtifactDoc;
import org.tinylcm.protocol.update.KeyDoc;
import org.tinylcm.protocol.update.KeyRingDoc;
import org.tinylcm.protocol.update.ReleaseDoc;
import org.tinylcm.protocol.update.SignedDoc;
import org.tinylcm.release.Ed25519;
import org.tinylcm.release.ReleaseSigner;
import org.tinylcm.release.Sha256;

/** Whoever holds the keys of releases: a chain of keys of its own, bundles with something in them, and numbers that rise. */
public final class SampleReleases {
    public static final String TARGET = "class:default";
    private static final int CONTENT = 60_000;
    private final KeyPair root = Ed25519.newKeys();
    private final KeyPair signer = Ed25519.newKeys();
    private final AtomicLong number = new AtomicLong();
    private final SignedDoc ring = ReleaseSigner.sign(new KeyRingDoc(1, 1, Instant.now().plus(Duration.ofDays(300)), 1,
            List.of(key(root, KeyDoc.ROOT), key(signer, KeyDoc.RELEASE))), List.of(root));

    /** What a platform is to trust. */
    public SignedDoc ring() {
        return ring;
    }

    public long nextNumber() {
        return number.incrementAndGet();
    }

    public ReleaseDoc release(long number, Instant expires, List<ArtifactDoc> artifacts) {
        return new ReleaseDoc(1, "r-" + number, number, Instant.now().minusSeconds(60), expires, List.of(TARGET),
                artifacts, Map.of(), null);
    }

    /** The next one, good for a month. */
    public ReleaseDoc release(List<ArtifactDoc> artifacts) {
        return release(nextNumber(), Instant.now().plus(Duration.ofDays(30)), artifacts);
    }

    public SignedDoc sign(ReleaseDoc release) {
        return ReleaseSigner.sign(release, List.of(signer));
    }

    /** @param imports value of Import-Package, empty for none */
    public static byte[] bundle(String name, String version, String imports) {
        var manifest = new Manifest();
        var headers = manifest.getMainAttributes();
        headers.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        headers.putValue("Bundle-ManifestVersion", "2");
        headers.putValue("Bundle-SymbolicName", name);
        headers.putValue("Bundle-Version", version);
        headers.putValue("Bundle-License", "Apache-2.0");
        if (!imports.isEmpty()) {
            headers.putValue("Import-Package", imports);
        }
        var bytes = new ByteArrayOutputStream();
        try (var jar = new JarOutputStream(bytes, manifest)) {
            jar.putNextEntry(new ZipEntry("org/example/Same.class"));
            jar.write(new Random(7).ints(CONTENT, 0, 128).collect(ByteArrayOutputStream::new, ByteArrayOutputStream::write,
                    (a, b) -> { }).toByteArray());
            jar.closeEntry();
            jar.putNextEntry(new ZipEntry("META-INF/maven/org.example/inner/pom.properties"));
            jar.write("version=3.1\n".getBytes(StandardCharsets.UTF_8));
            jar.closeEntry();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    public static ArtifactDoc document(String name, String version, byte[] bundle) {
        return new ArtifactDoc(ArtifactDoc.BUNDLE, name, version, bundle.length, Sha256.hex(bundle));
    }

    private static KeyDoc key(KeyPair keys, String role) {
        return new KeyDoc(Ed25519.id(keys.getPublic()),
                Base64.getEncoder().encodeToString(keys.getPublic().getEncoded()), role, List.of());
    }
}
