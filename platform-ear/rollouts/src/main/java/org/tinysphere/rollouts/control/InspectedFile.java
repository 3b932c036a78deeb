package org.tinysphere.rollouts.control;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tinylcm.protocol.update.ArtifactDoc;
import org.tinylcm.release.BundleManifest;
import org.tinylcm.release.PackManifest;
import org.tinylcm.release.RefusedException;
import org.tinylcm.release.RefusedException.Reason;
import org.tinylcm.release.Sha256;
import org.tinylcm.release.StrictZip;

/**
 * A file that was looked into and keeps the rules.
 *
 * @param headers of a bundle's manifest: those that say what it needs and gives
 */
record InspectedFile(ArtifactDoc document, Map<String, String> headers, ArtifactContents contents) {
    private static final List<String> KEPT = List.of("Import-Package", "Export-Package", "Require-Capability",
            "Provide-Capability", "Require-Bundle", "Fragment-Host", "DynamicImport-Package", "Bundle-Name",
            "Bundle-Description");

    /**
     * @param origin what the file is called in messages
     * @throws RefusedException it is neither a bundle nor a model pack, or breaks a rule
     */
    static InspectedFile read(Path file, long bytes, String origin) throws IOException {
        var sha256 = Sha256.hex(file);
        boolean bundle;
        boolean pack;
        try (var zip = StrictZip.open(file, origin)) {
            bundle = zip.find("META-INF/MANIFEST.MF").isPresent();
            pack = zip.find("pack.json").isPresent();
        }
        if (bundle == pack) {
            throw new RefusedException(Reason.MISMATCH, origin + ": must be a bundle (META-INF/MANIFEST.MF) or a model "
                    + "pack (pack.json)");
        }
        if (pack) {
            var manifest = PackManifest.read(file, origin);
            return new InspectedFile(document(ArtifactDoc.PACK, manifest.name(), manifest.version(), bytes, sha256,
                    origin), Map.of(), ArtifactContents.read(file, origin, Map.of()));
        }
        var manifest = BundleManifest.read(file, origin);
        var headers = new LinkedHashMap<String, String>();
        KEPT.forEach(name -> {
            if (manifest.headers().get(name) != null) {
                headers.put(name, manifest.headers().get(name));
            }
        });
        return new InspectedFile(document(ArtifactDoc.BUNDLE, manifest.symbolicName(), manifest.version(), bytes,
                sha256, origin), headers, ArtifactContents.read(file, origin, manifest.headers()));
    }

    private static ArtifactDoc document(String kind, String name, String version, long bytes, String sha256,
            String origin) {
        try {
            return new ArtifactDoc(kind, name, version, bytes, sha256);
        } catch (IllegalArgumentException e) {
            throw new RefusedException(Reason.MISMATCH, origin + ": " + e.getMessage(), e);
        }
    }
}
