package org.tinysphere.rollouts.control;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.osgi.framework.Version;
import org.osgi.framework.VersionRange;
import org.tinylcm.protocol.update.ArtifactDoc;
import org.tinylcm.release.HeaderClause;

/** What a bundle needs and gives, in the generic form of OSGi Core 3.3: namespace, attributes, directives. */
record ManifestParts(List<Part> capabilities, List<Part> requirements) {
    static final String PACKAGE = "osgi.wiring.package";
    static final String BUNDLE = "osgi.wiring.bundle";
    static final String HOST = "osgi.wiring.host";
    static final String IDENTITY = "osgi.identity";
    private static final String FILTER = "filter";
    private static final String VERSION = "version";
    private static final String BUNDLE_VERSION = "bundle-version";

    /** @param attributes texts, Versions, lists of texts, numbers */
    record Part(String namespace, Map<String, Object> attributes, Map<String, String> directives) {
        boolean optional() {
            return "optional".equals(directives.get("resolution"));
        }

        /** What is effective at another time (services, for example) is no matter of resolving. */
        boolean effective() {
            return "resolve".equals(directives.getOrDefault("effective", "resolve"));
        }
    }

    /** @throws IllegalArgumentException a version or range in the headers is none */
    static ManifestParts of(ArtifactDoc bundle, Map<String, String> headers) {
        var capabilities = new ArrayList<Part>();
        var requirements = new ArrayList<Part>();
        var version = Version.parseVersion(bundle.version());
        var fragment = HeaderClause.parse(headers.get("Fragment-Host"));
        capabilities.add(new Part(IDENTITY, Map.of(IDENTITY, bundle.name(), VERSION, version, "type",
                fragment.isEmpty() ? "osgi.bundle" : "osgi.fragment"), Map.of()));
        if (fragment.isEmpty()) {
            capabilities.add(new Part(BUNDLE, Map.of(BUNDLE, bundle.name(), BUNDLE_VERSION, version), Map.of()));
            capabilities.add(new Part(HOST, Map.of(HOST, bundle.name(), BUNDLE_VERSION, version), Map.of()));
        }
        for (var clause : HeaderClause.parse(headers.get("Export-Package"))) {
            for (var name : clause.paths()) {
                var attributes = typed(clause.attributes());
                attributes.putIfAbsent(VERSION, Version.emptyVersion);
                attributes.put(PACKAGE, name);
                attributes.put("bundle-symbolic-name", bundle.name());
                attributes.put(BUNDLE_VERSION, version);
                capabilities.add(new Part(PACKAGE, attributes, clause.directives()));
            }
        }
        for (var clause : HeaderClause.parse(headers.get("Provide-Capability"))) {
            clause.paths().forEach(namespace -> capabilities.add(new Part(namespace, typed(clause.attributes()),
                    clause.directives())));
        }
        required(headers.get("Import-Package"), PACKAGE, VERSION, requirements);
        required(headers.get("Require-Bundle"), BUNDLE, BUNDLE_VERSION, requirements);
        required(headers.get("Fragment-Host"), HOST, BUNDLE_VERSION, requirements);
        for (var clause : HeaderClause.parse(headers.get("Require-Capability"))) {
            clause.paths().forEach(namespace -> requirements.add(new Part(namespace, typed(clause.attributes()),
                    clause.directives())));
        }
        return new ManifestParts(capabilities, requirements);
    }

    private static void required(String header, String namespace, String version, List<Part> requirements) {
        for (var clause : HeaderClause.parse(header)) {
            for (var name : clause.paths()) {
                var filter = new StringBuilder("(&(" + namespace + '=' + escaped(name) + ')');
                clause.attributes().forEach((key, value) -> filter.append(key.equals(version)
                        || key.equals(BUNDLE_VERSION) ? new VersionRange(value).toFilterString(key)
                        : '(' + key + '=' + escaped(value) + ')'));
                var directives = new LinkedHashMap<>(clause.directives());
                directives.put(FILTER, filter.append(')').toString());
                requirements.add(new Part(namespace, Map.of(), directives));
            }
        }
    }

    private static String escaped(String value) {
        return value.replaceAll("([\\\\*()])", "\\\\$1");
    }

    /** The reader of headers does not keep types; the names that have one by the specification are these. */
    private static Map<String, Object> typed(Map<String, String> attributes) {
        var typed = new TreeMap<String, Object>();
        attributes.forEach((name, value) -> typed.put(name,
                name.equals(VERSION) || name.equals(BUNDLE_VERSION) ? Version.parseVersion(value)
                : name.equals("objectClass") ? List.of(value.split(",")) : value));
        return typed;
    }
}
