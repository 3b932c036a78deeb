package org.tinylcm.updater.internal;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.tinylcm.protocol.update.ArtifactDoc;
import org.tinylcm.protocol.update.ReleaseDoc;
import org.tinylcm.release.set.SetFile;
import org.tinylcm.release.set.SetFile.Item;

/**
 * Everything that a set consists of.
 *
 * @param bundles by symbolic name
 * @param jars names that the launcher knows the bundles by, by symbolic name
 * @param pack null for the one that the device was started with
 * @param configuration values by PID, then by key
 */
record Contents(Map<String, Item> bundles, Map<String, String> jars, Item pack,
        Map<String, Map<String, String>> configuration) {

    static Contents of(SetFile set) {
        var bundles = new TreeMap<String, Item>();
        var jars = new TreeMap<String, String>();
        set.bundles().forEach((jar, item) -> {
            bundles.put(item.name(), item);
            jars.put(item.name(), jar);
        });
        return new Contents(bundles, jars, set.pack(), set.configuration());
    }

    /** What a release makes of it: all its bundles, its pack if it has one, and its configuration over what is there. */
    Contents with(ReleaseDoc release) {
        var wanted = new TreeMap<String, Item>();
        var names = new TreeMap<String, String>();
        Item newPack = pack;
        for (var artifact : release.artifacts()) {
            var item = new Item(artifact.name(), artifact.version(), artifact.sha256());
            if (artifact.kind().equals(ArtifactDoc.BUNDLE)) {
                wanted.put(artifact.name(), item);
                names.put(artifact.name(), jars.getOrDefault(artifact.name(), artifact.name() + ".jar"));
            } else if (artifact.name().equals(release.pack())) {
                newPack = item;
            }
        }
        var values = new TreeMap<String, Map<String, String>>();
        configuration.forEach((pid, keys) -> values.put(pid, new LinkedHashMap<>(keys)));
        release.configuration().forEach((pid, keys) ->
                values.computeIfAbsent(pid, p -> new LinkedHashMap<>()).putAll(keys));
        return new Contents(wanted, names, newPack, values);
    }

    SetFile file(long id, ReleaseDoc release, long deployment, String digest, String base) {
        var byJar = new TreeMap<String, Item>();
        bundles.forEach((name, item) -> byJar.put(jars.get(name), item));
        return new SetFile(id, release.name(), release.number(), deployment, digest, base, byJar, pack,
                configuration);
    }
}
