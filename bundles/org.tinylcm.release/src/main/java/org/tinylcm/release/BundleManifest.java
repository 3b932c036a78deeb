package org.tinylcm.release;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.Manifest;
import java.util.regex.Pattern;
import org.tinylcm.release.RefusedException.Reason;

/**
 * What a bundle says of itself.
 *
 * @param headers all main attributes, by name
 */
public record BundleManifest(String symbolicName, String version, List<HeaderClause> imports,
        List<HeaderClause> exports, List<HeaderClause> requires, List<HeaderClause> provides,
        List<HeaderClause> requiredBundles, String fragmentHost, Map<String, String> headers) {
    private static final String NAME = "META-INF/MANIFEST.MF";
    private static final int MOST_BYTES = 1 << 20;
    private static final Pattern SYMBOLIC_NAME = Pattern.compile("[A-Za-z0-9_-]{1,80}(\\.[A-Za-z0-9_-]{1,80}){0,20}");
    private static final Pattern VERSION =
            Pattern.compile("\\d{1,9}(\\.\\d{1,9}(\\.\\d{1,9}(\\.[A-Za-z0-9_-]{1,80})?)?)?");

    /**
     * Reads the manifest of a bundle, after its archive was checked.
     *
     * @param origin what the file is called in messages
     * @throws RefusedException it is no bundle, or breaks a rule
     */
    public static BundleManifest read(Path jar, String origin) throws IOException {
        try (var zip = StrictZip.open(jar, origin)) {
            var entry = zip.find(NAME).orElseThrow(() -> refused(origin, "has no " + NAME + ": it is no bundle"));
            return parse(zip.read(entry, MOST_BYTES), origin);
        }
    }

    static BundleManifest parse(byte[] bytes, String origin) {
        var headers = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
        try {
            new Manifest(new ByteArrayInputStream(bytes)).getMainAttributes()
                    .forEach((name, value) -> headers.put(name.toString(), value.toString()));
            var name = HeaderClause.parse(headers.get("Bundle-SymbolicName"));
            var version = headers.getOrDefault("Bundle-Version", "0.0.0").strip();
            if (!"2".equals(headers.getOrDefault("Bundle-ManifestVersion", "1").strip()) || name.size() != 1
                    || !SYMBOLIC_NAME.matcher(name.get(0).paths().get(0)).matches()) {
                throw refused(origin, "must have a Bundle-SymbolicName and Bundle-ManifestVersion: 2");
            }
            if (!VERSION.matcher(version).matches()) {
                throw refused(origin, "Bundle-Version must be like 1.2.3.qualifier, not '" + version + "'");
            }
            var host = HeaderClause.parse(headers.get("Fragment-Host"));
            return new BundleManifest(name.get(0).paths().get(0), version,
                    HeaderClause.parse(headers.get("Import-Package")),
                    HeaderClause.parse(headers.get("Export-Package")),
                    HeaderClause.parse(headers.get("Require-Capability")),
                    HeaderClause.parse(headers.get("Provide-Capability")),
                    HeaderClause.parse(headers.get("Require-Bundle")),
                    host.isEmpty() ? null : host.get(0).paths().get(0), headers);
        } catch (IOException e) {
            throw new RefusedException(Reason.MISMATCH, origin + ": its manifest cannot be read: " + e.getMessage(), e);
        } catch (RefusedException e) {
            throw e;
        } catch (IllegalArgumentException e) {
            throw new RefusedException(Reason.MISMATCH, origin + ": its manifest: " + e.getMessage(), e);
        }
    }

    private static RefusedException refused(String origin, String rule) {
        return new RefusedException(Reason.MISMATCH, origin + ": " + rule);
    }
}
