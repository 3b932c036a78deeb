package org.tinylcm.updater.internal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.osgi.framework.Version;
import org.osgi.framework.VersionRange;
import org.tinylcm.protocol.update.ArtifactDoc;
import org.tinylcm.release.BundleManifest;
import org.tinylcm.release.HeaderClause;
import org.tinylcm.release.PackManifest;
import org.tinylcm.release.RefusedException;
import org.tinylcm.release.RefusedException.Reason;

/** Looks into the files of a release before any of them is used. */
final class Inspector {
    private Inspector() {
    }

    /**
     * @throws RefusedException the file is not what the release calls it
     */
    static void check(ArtifactDoc artifact, Path file) throws IOException {
        var origin = artifact.name() + " " + artifact.version();
        if (artifact.kind().equals(ArtifactDoc.PACK)) {
            checkPack(artifact, file, origin);
            return;
        }
        var manifest = BundleManifest.read(file, origin);
        if (!manifest.symbolicName().equals(artifact.name())
                || !Version.parseVersion(manifest.version()).equals(version(artifact.version()))) {
            throw new RefusedException(Reason.MISMATCH, origin + ": the bundle calls itself "
                    + manifest.symbolicName() + " " + manifest.version());
        }
    }

    private static void checkPack(ArtifactDoc artifact, Path file, String origin) throws IOException {
        var pack = PackManifest.read(file, origin);
        if (!pack.name().equals(artifact.name()) || !pack.version().equals(artifact.version())) {
            throw new RefusedException(Reason.MISMATCH, origin + ": the pack calls itself " + pack.name() + " "
                    + pack.version());
        }
    }

    /**
     * Whether every bundle of a set finds what it imports.
     *
     * @param bundles files by symbolic name
     * @param framework versions of the packages that the framework itself gives, by name
     * @throws RefusedException one does not
     */
    static void resolve(Map<String, Path> bundles, Map<String, List<Version>> framework) throws IOException {
        var exports = new HashMap<String, List<Version>>();
        framework.forEach((name, versions) -> exports.put(name, new ArrayList<>(versions)));
        var manifests = new ArrayList<BundleManifest>();
        for (var bundle : bundles.entrySet()) {
            var manifest = BundleManifest.read(bundle.getValue(), bundle.getKey());
            manifests.add(manifest);
            for (var clause : manifest.exports()) {
                clause.paths().forEach(name -> exports.computeIfAbsent(name, n -> new ArrayList<>())
                        .add(version(clause.attributes().getOrDefault("version", "0"))));
            }
        }
        manifests.forEach(manifest -> resolve(manifest, exports, bundles.keySet()));
    }

    private static void resolve(BundleManifest bundle, Map<String, List<Version>> exports, Set<String> names) {
        for (var clause : bundle.imports()) {
            if (mandatory(clause)) {
                var range = new VersionRange(clause.attributes().getOrDefault("version", "0"));
                for (var name : clause.paths()) {
                    if (exports.getOrDefault(name, List.of()).stream().noneMatch(range::includes)) {
                        throw unresolved(bundle, "it imports the package " + name + " " + range);
                    }
                }
            }
        }
        for (var clause : bundle.requiredBundles()) {
            if (mandatory(clause) && !names.containsAll(clause.paths())) {
                throw unresolved(bundle, "it requires the bundle " + String.join(", ", clause.paths()));
            }
        }
        if (bundle.fragmentHost() != null && !names.contains(bundle.fragmentHost())
                && !bundle.fragmentHost().equals("system.bundle")) {
            throw unresolved(bundle, "it is a fragment of " + bundle.fragmentHost());
        }
    }

    private static boolean mandatory(HeaderClause clause) {
        return !"optional".equals(clause.directives().get("resolution"));
    }

    private static RefusedException unresolved(BundleManifest bundle, String why) {
        return new RefusedException(Reason.MISMATCH, bundle.symbolicName() + " " + bundle.version()
                + " cannot be resolved: " + why + ", which nothing in the release gives");
    }

    private static Version version(String text) {
        try {
            return Version.parseVersion(text);
        } catch (IllegalArgumentException e) {
            throw new RefusedException(Reason.MALFORMED, "'" + text + "' is no version of a bundle", e);
        }
    }
}
