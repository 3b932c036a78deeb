package org.tinylcm.it;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.jar.Attributes;
import java.util.jar.Manifest;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.tinylcm.protocol.Json;
import org.tinylcm.protocol.update.ArtifactDoc;
import org.tinylcm.protocol.update.ReleaseDoc;
import org.tinylcm.protocol.update.SignedDoc;
import org.tinylcm.release.BundleManifest;
import org.tinylcm.release.Ed25519;
import org.tinylcm.release.Forge;
import org.tinylcm.release.ReleaseSigner;
import org.tinylcm.release.Sha256;
import org.tinylcm.release.UpdateFile;

/** Keys, further versions of the distribution's bundles, and releases of them. */
final class UpdateKit {
    static final String KNN = "org.tinylcm.classifier.knn";
    static final String PCA = "org.tinylcm.transformer.pca";
    private static final String MANIFEST = "META-INF/MANIFEST.MF";

    private final Path folder;
    private final KeyPair root = Ed25519.newKeys();
    private final KeyPair signer = Ed25519.newKeys();
    private final Map<String, ArtifactDoc> shipped = new TreeMap<>();
    private int files;

    UpdateKit(Path folder) throws IOException {
        this.folder = folder;
        Files.writeString(ring(), Json.write(ReleaseSigner.sign(Forge.ring(1, 1, Forge.root(root),
                Forge.release(signer)), List.of(root))));
        try (var jars = Files.newDirectoryStream(Container.home().resolve("bundles"), "*.jar")) {
            for (var jar : jars) {
                var document = document(jar);
                shipped.put(document.name(), document);
            }
        }
    }

    /** The key ring for {@code org.tinylcm.updater/key.ring}. */
    Path ring() {
        return folder.resolve("ring.json");
    }

    /** Versions of the distribution's bundles, by name. */
    Map<String, String> shipped() {
        var versions = new TreeMap<String, String>();
        shipped.forEach((name, artifact) -> versions.put(name, artifact.version()));
        return versions;
    }

    /** A bundle of the distribution under another version. */
    Path version(String name, String version) throws IOException {
        return bundle(name, version, headers -> headers, Map.of());
    }

    /** The same with other headers and further members; a header with an empty value goes. */
    Path bundle(String name, String version, UnaryOperator<Map<String, String>> headers, Map<String, byte[]> more)
            throws IOException {
        var members = members(Container.home().resolve("bundles/" + name + ".jar"));
        var manifest = new Manifest(new ByteArrayInputStream(members.get(MANIFEST)));
        var values = new TreeMap<String, String>();
        manifest.getMainAttributes().forEach((key, value) -> values.put(key.toString(), value.toString()));
        values.put("Bundle-Version", version);
        headers.apply(values).forEach((key, value) -> {
            if (value.isEmpty()) {
                manifest.getMainAttributes().remove(new Attributes.Name(key));
            } else {
                manifest.getMainAttributes().putValue(key, value);
            }
        });
        var text = new ByteArrayOutputStream();
        manifest.write(text);
        members.put(MANIFEST, text.toByteArray());
        members.putAll(more);
        return Files.write(folder.resolve(name + "-" + version + ".jar"), Forge.zip(members));
    }

    /** A class of the tests, as a member of a bundle. */
    static Map<String, byte[]> classes(Class<?>... types) throws IOException {
        var members = new LinkedHashMap<String, byte[]>();
        for (var type : types) {
            var name = type.getName().replace('.', '/') + ".class";
            try (var in = type.getClassLoader().getResourceAsStream(name)) {
                members.put(name, in.readAllBytes());
            }
        }
        return members;
    }

    static Map<String, byte[]> members(Path zip) throws IOException {
        var members = new LinkedHashMap<String, byte[]>();
        try (var in = new ZipInputStream(Files.newInputStream(zip))) {
            for (var entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                if (!entry.isDirectory()) {
                    members.put(entry.getName(), in.readAllBytes());
                }
            }
        }
        return members;
    }

    /** The sample pack under another version, with one member changed by the caller. */
    Path pack(String version, String member, UnaryOperator<byte[]> change) throws IOException {
        var members = members(Container.sample("clothes.tlcm"));
        var json = new String(members.get("pack.json"), StandardCharsets.UTF_8)
                .replaceFirst("\"version\" *: *\"[^\"]*\"", "\"version\": \"" + version + "\"");
        var before = members.get(member);
        members.put(member, change.apply(before.clone()));
        json = json.replace(Sha256.hex(before), Sha256.hex(members.get(member)));
        members.put("pack.json", json.getBytes(StandardCharsets.UTF_8));
        var bytes = new ByteArrayOutputStream();
        try (var out = new ZipOutputStream(bytes)) {
            for (var each : members.entrySet()) {
                var entry = new ZipEntry(each.getKey());
                var crc = new CRC32();
                crc.update(each.getValue());
                entry.setMethod(ZipEntry.STORED);
                entry.setSize(each.getValue().length);
                entry.setCrc(crc.getValue());
                entry.setTimeLocal(LocalDateTime.of(1980, 1, 2, 0, 0));
                out.putNextEntry(entry);
                out.write(each.getValue());
            }
        }
        return Files.write(folder.resolve("clothes-" + version + ".tlcm"), bytes.toByteArray());
    }

    /** A release of the distribution with some bundles replaced, as a file. */
    Path release(long number, Path... jars) throws IOException {
        return release(number, Map.of(), null, jars);
    }

    Path release(long number, Map<String, Map<String, String>> configuration, Path pack, Path... jars)
            throws IOException {
        var artifacts = new TreeMap<>(shipped);
        var contents = new LinkedHashMap<String, Path>();
        for (var jar : jars) {
            var document = document(jar);
            artifacts.put(document.name(), document);
            contents.put(document.sha256(), jar);
        }
        ArtifactDoc model = null;
        if (pack != null) {
            var version = pack.getFileName().toString().replaceFirst("clothes-(.*)\\.tlcm", "$1");
            model = new ArtifactDoc(ArtifactDoc.PACK, "clothes", version, Files.size(pack), Sha256.hex(pack));
            artifacts.put("pack clothes", model);
            contents.put(model.sha256(), pack);
        }
        var release = new ReleaseDoc(1, "r" + number, number, Instant.now().minusSeconds(60),
                Instant.now().plusSeconds(86_400), List.of("class:default"), List.copyOf(artifacts.values()),
                configuration, model == null ? null : model.name());
        return write(ReleaseSigner.sign(release, List.of(signer)), contents);
    }

    Path write(SignedDoc signed, Map<String, Path> contents) throws IOException {
        var file = folder.resolve("release-" + files++ + ".tlcu");
        try (var out = Files.newOutputStream(file)) {
            UpdateFile.write(signed, List.of(), contents, out);
        }
        return file;
    }

    private static ArtifactDoc document(Path jar) throws IOException {
        var manifest = BundleManifest.read(jar, jar.toString());
        return new ArtifactDoc(ArtifactDoc.BUNDLE, manifest.symbolicName(), manifest.version(), Files.size(jar),
                Sha256.hex(jar));
    }
}
