package org.tinylcm.sign;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.tinylcm.protocol.update.ArtifactDoc;
import org.tinylcm.release.BundleManifest;
import org.tinylcm.release.PackManifest;
import org.tinylcm.release.Sha256;

/** The files of a release, by name. */
final class Artifacts {
    private record Entry(ArtifactDoc document, Path file, boolean replaced) {
    }

    private final Map<String, Entry> bundles = new TreeMap<>();
    private Entry pack;

    void folder(Path folder) throws IOException {
        try (var jars = Files.newDirectoryStream(folder, "*.jar")) {
            for (var jar : jars) {
                add(jar, false);
            }
        }
        if (bundles.isEmpty()) {
            throw new IllegalArgumentException("--from: there is no bundle in " + folder);
        }
    }

    /** @throws org.tinylcm.release.RefusedException it is no bundle that a device would take */
    void bundle(Path jar) throws IOException {
        add(jar, true);
    }

    void remove(String name) {
        if (bundles.remove(name) == null) {
            throw new IllegalArgumentException("--remove: there is no bundle " + name);
        }
    }

    void pack(Path file) throws IOException {
        var manifest = PackManifest.read(file, file.toString());
        pack = new Entry(new ArtifactDoc(ArtifactDoc.PACK, manifest.name(), manifest.version(), Files.size(file),
                Sha256.hex(file)), file, true);
    }

    String packName() {
        return pack == null ? null : pack.document().name();
    }

    List<ArtifactDoc> documents() {
        var documents = new ArrayList<ArtifactDoc>();
        bundles.values().forEach(entry -> documents.add(entry.document()));
        if (pack != null) {
            documents.add(pack.document());
        }
        return documents;
    }

    /** @param all not only those that were replaced */
    Map<String, Path> files(boolean all) {
        var files = new LinkedHashMap<String, Path>();
        bundles.values().stream().filter(entry -> all || entry.replaced())
                .forEach(entry -> files.put(entry.document().sha256(), entry.file()));
        if (pack != null) {
            files.put(pack.document().sha256(), pack.file());
        }
        return files;
    }

    private void add(Path jar, boolean replaced) throws IOException {
        var manifest = BundleManifest.read(jar, jar.toString());
        var before = bundles.get(manifest.symbolicName());
        if (before != null && before.replaced() == replaced) {
            throw new IllegalArgumentException(jar + ": " + manifest.symbolicName() + " is there twice");
        }
        bundles.put(manifest.symbolicName(), new Entry(new ArtifactDoc(ArtifactDoc.BUNDLE, manifest.symbolicName(),
                manifest.version(), Files.size(jar), Sha256.hex(jar)), jar, replaced));
    }
}
