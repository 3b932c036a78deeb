package org.tinylcm.protocol.update;

import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tinylcm.protocol.Checks;
import org.tinylcm.protocol.Versioned;

/**
 * Everything that is wanted on a device, as one: all bundles, optionally a pack and configuration.
 *
 * @param name for people, e.g. {@code 1.4.0}
 * @param number rises with every release for a target; a device refuses one below the highest that it confirmed
 * @param expires from then on a device refuses it
 * @param targets {@code class:<name>} or {@code device:<id>}, 1 to 1,000
 * @param artifacts 1 to 500; a bundle or pack that is not among them is not wanted
 * @param configuration values by PID (with {@code -instance} for one of a factory), then by key; absent keys stay
 * @param pack name of the pack among the artifacts, null to keep the pack that is there
 */
public record ReleaseDoc(int schemaVersion, String name, long number, Instant issued, Instant expires,
        List<String> targets, List<ArtifactDoc> artifacts, Map<String, Map<String, String>> configuration, String pack)
        implements Versioned {
    public static final int VERSION = 1;
    /** Begins a target: devices of a class, which their own configuration says. */
    public static final String CLASS = "class:";
    /** Begins a target: one device. */
    public static final String DEVICE = "device:";

    public ReleaseDoc {
        Checks.name(name, "name");
        if (number < 1) {
            throw new IllegalArgumentException("'number' must be at least 1, not " + number);
        }
        Checks.required(issued, "issued");
        Checks.required(expires, "expires");
        if (!expires.isAfter(issued)) {
            throw new IllegalArgumentException("'expires' must be after 'issued'");
        }
        targets = Checks.list(targets, "targets", 1_000);
        targets.forEach(ReleaseDoc::checkTarget);
        artifacts = Checks.list(artifacts, "artifacts", 500);
        if (targets.isEmpty() || artifacts.isEmpty()) {
            throw new IllegalArgumentException("'targets' and 'artifacts' must not be empty");
        }
        var names = new HashSet<String>();
        for (var artifact : artifacts) {
            if (!names.add(artifact.kind() + " " + artifact.name())) {
                throw new IllegalArgumentException("'artifacts' has " + artifact.kind() + " " + artifact.name()
                        + " twice");
            }
        }
        if (pack != null && !names.contains(ArtifactDoc.PACK + " " + pack)) {
            throw new IllegalArgumentException("'pack' must be among the artifacts");
        }
        var values = new LinkedHashMap<String, Map<String, String>>();
        Checks.map(configuration).forEach((pid, keys) ->
                values.put(Checks.name(pid, "configuration"), Checks.map(keys)));
        configuration = Checks.map(values);
    }

    private static void checkTarget(String target) {
        if (!target.matches("(class|device):[A-Za-z0-9_-][A-Za-z0-9._-]{0,79}")) {
            throw new IllegalArgumentException("'targets' must be class:<name> or device:<id>");
        }
    }
}
