package org.tinysphere.rollouts.control;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.osgi.framework.Version;
import org.tinylcm.protocol.update.InstalledDoc;
import org.tinylcm.release.HeaderClause;
import org.tinysphere.rollouts.control.ManifestParts.Part;

/**
 * What a device gives to the bundles below them: Java and what the framework exports. Devices of a fleet have few
 * different ones.
 *
 * @param java e.g. 17
 * @param packages header that the framework could have as Export-Package; empty: not known
 */
record Environment(int java, String packages) {
    private static final int FIRST_WITH_PROFILES = 8;

    static Environment of(InstalledDoc installed) {
        return new Environment(feature(installed.capabilities().getOrDefault("java.version", "")),
                installed.capabilities().getOrDefault("osgi.packages", ""));
    }

    /** Without the packages of the framework nothing can be said of what imports them. */
    boolean known() {
        return java > 0 && !packages.isBlank();
    }

    /** @throws IllegalArgumentException the header is none */
    List<Part> capabilities() {
        var capabilities = new ArrayList<Part>();
        for (var clause : HeaderClause.parse(packages)) {
            for (var name : clause.paths()) {
                Map<String, Object> attributes = new LinkedHashMap<>();
                attributes.put(ManifestParts.PACKAGE, name);
                attributes.put("version", Version.parseVersion(clause.attributes().getOrDefault("version", "0")));
                attributes.put("bundle-symbolic-name", "system.bundle");
                capabilities.add(new Part(ManifestParts.PACKAGE, attributes, Map.of()));
            }
        }
        for (var name : List.of("system.bundle", "org.apache.felix.framework")) {
            for (var namespace : List.of(ManifestParts.BUNDLE, ManifestParts.HOST)) {
                capabilities.add(new Part(namespace, Map.of(namespace, name, "bundle-version",
                        Version.emptyVersion), Map.of()));
            }
        }
        capabilities.add(java("JavaSE", 0));
        for (var profile : List.of("JavaSE/compact1", "JavaSE/compact2", "JavaSE/compact3")) {
            capabilities.add(java(profile, FIRST_WITH_PROFILES));
        }
        capabilities.add(new Part("osgi.ee", Map.of("osgi.ee", "OSGi/Minimum", "version",
                List.of(new Version(1, 0, 0), new Version(1, 1, 0), new Version(1, 2, 0))), Map.of()));
        return capabilities;
    }

    /** An execution environment in all its versions up to the device's (OSGi Core 8.2). */
    private Part java(String name, int first) {
        var versions = new ArrayList<Version>();
        for (int version = first; version <= java; version++) {
            versions.add(version <= 8 ? new Version(1, version, 0) : new Version(version, 0, 0));
        }
        return new Part("osgi.ee", Map.of("osgi.ee", name, "version", versions), Map.of());
    }

    /** 17 of {@code 17.0.15}, 8 of {@code 1.8.0_402}, 0 of what is none. */
    private static int feature(String version) {
        var numbers = version.split("[^0-9]+");
        if (numbers.length == 0 || !numbers[0].matches("\\d{1,3}")) {
            return 0;
        }
        var first = Integer.parseInt(numbers[0]);
        return first == 1 && numbers.length > 1 && numbers[1].matches("\\d{1,3}") ? Integer.parseInt(numbers[1]) : first;
    }
}
