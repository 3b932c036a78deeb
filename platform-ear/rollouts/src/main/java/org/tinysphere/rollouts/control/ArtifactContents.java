package org.tinysphere.rollouts.control;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.tinylcm.release.StrictZip;

/**
 * What a file is made of, as far as it says so itself: what others would call a bill of materials.
 *
 * @param packages Java packages with classes in the file
 * @param components libraries inside that left their Maven coordinates, as {@code group:artifact} and version
 * @param documents bills of materials that the builder put in (CycloneDX, SPDX), by their names in the file
 * @param provenance who built it, when, from what; {@link #UNKNOWN} where the file says nothing
 */
@Schema(name = "ArtifactContents")
public record ArtifactContents(List<String> packages, Map<String, String> components, List<String> documents,
        Map<String, String> provenance) {
    public static final String UNKNOWN = "unknown";
    private static final int MOST_PROPERTIES = 64 << 10;
    private static final int MOST_COMPONENTS = 1000;
    private static final int MOST_TEXT = 500;
    private static final Pattern PROPERTIES = Pattern.compile("META-INF/maven/([^/]+)/([^/]+)/pom\\.properties");
    private static final Pattern DOCUMENT =
            Pattern.compile("META-INF/(sbom/.*|.*bom\\.(json|xml)|.*\\.(cdx|spdx)(\\.json)?)");
    private static final Pattern VERSION = Pattern.compile("(?m)^version=(.*)$");
    /** What the console calls it, and the headers that may say it. */
    private static final Map<String, List<String>> PROVENANCE = new LinkedHashMap<>();

    static {
        PROVENANCE.put("vendor", List.of("Bundle-Vendor", "Implementation-Vendor"));
        PROVENANCE.put("license", List.of("Bundle-License"));
        PROVENANCE.put("source", List.of("Bundle-SCM", "SCM-URL", "Bundle-DocURL"));
        PROVENANCE.put("revision", List.of("Git-SHA", "Git-Descriptor", "SCM-Revision", "Implementation-Build"));
        PROVENANCE.put("tool", List.of("Tool", "Created-By"));
        PROVENANCE.put("jdk", List.of("Build-Jdk", "Build-Jdk-Spec"));
        PROVENANCE.put("builtBy", List.of("Built-By"));
        PROVENANCE.put("builtAt", List.of("Bnd-LastModified", "Build-Time"));
    }

    static ArtifactContents read(Path file, String origin, Map<String, String> headers) throws IOException {
        var packages = new TreeSet<String>();
        var components = new TreeMap<String, String>();
        var documents = new TreeSet<String>();
        try (var zip = StrictZip.open(file, origin)) {
            for (var entry : zip.entries()) {
                var name = entry.name();
                var slash = name.lastIndexOf('/');
                var properties = PROPERTIES.matcher(name);
                if (name.endsWith(".class") && slash > 0 && !name.startsWith("META-INF/")) {
                    packages.add(name.substring(0, slash).replace('/', '.'));
                } else if (properties.matches() && components.size() < MOST_COMPONENTS) {
                    var version = VERSION.matcher(new String(zip.read(entry, MOST_PROPERTIES), StandardCharsets.UTF_8));
                    components.put(properties.group(1) + ':' + properties.group(2),
                            version.find() ? text(version.group(1)) : UNKNOWN);
                } else if (DOCUMENT.matcher(name).matches() && documents.size() < MOST_COMPONENTS) {
                    documents.add(name);
                }
            }
        }
        return new ArtifactContents(List.copyOf(packages), components, List.copyOf(documents), provenance(headers));
    }

    private static Map<String, String> provenance(Map<String, String> headers) {
        var known = new LinkedHashMap<String, String>();
        PROVENANCE.forEach((name, from) -> known.put(name, from.stream().map(headers::get)
                .filter(value -> value != null && !value.isBlank()).findFirst().map(ArtifactContents::text)
                .orElse(UNKNOWN)));
        return known;
    }

    private static String text(String value) {
        var line = value.strip().replaceAll("\\p{Cntrl}", "?");
        return line.length() > MOST_TEXT ? line.substring(0, MOST_TEXT) : line;
    }
}
