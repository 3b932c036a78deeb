package org.tinylcm.sync.client;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.tinylcm.durable.FileOps;
import org.tinylcm.protocol.ConfigurationReport;
import org.tinylcm.protocol.DesiredConfiguration;

/** The platform's configuration as it was applied, and whether the platform knows. For one thread. */
final class Configured {

    /**
     * @param version applied last, null if none
     * @param keys what it set, by PID
     * @param report what is still to be told, null if nothing
     */
    record Doc(String version, Map<String, List<String>> keys, ConfigurationReport report) {
        Doc {
            keys = keys == null ? Map.of() : Map.copyOf(keys);
        }
    }

    private final StateFile<Doc> file;

    Configured(FileOps ops, Path path) {
        file = new StateFile<>(ops, path, Doc.class, new Doc(null, Map.of(), null));
    }

    String version() {
        return file.get().version();
    }

    ConfigurationReport unreported() {
        return file.get().report();
    }

    void reported() {
        file.set(new Doc(file.get().version(), file.get().keys(), null));
    }

    /**
     * Applies it. What will be set is noted before: if the power goes in between, it is applied once more.
     */
    void apply(DesiredConfiguration desired, DeviceSide side) {
        var before = file.get().keys();
        var union = new TreeMap<String, List<String>>(before);
        desired.values().forEach((pid, values) -> union.merge(pid, List.copyOf(values.keySet()), Configured::both));
        file.set(new Doc(file.get().version(), union, file.get().report()));
        var results = side.configure(union, desired.values());
        var keys = new TreeMap<String, List<String>>();
        results.stream().filter(ConfigurationReport.Result::applied)
                .filter(r -> desired.values().getOrDefault(r.pid(), Map.of()).containsKey(r.key()))
                .forEach(r -> keys.merge(r.pid(), List.of(r.key()), Configured::both));
        file.set(new Doc(desired.version(), keys,
                new ConfigurationReport(ConfigurationReport.VERSION, desired.version(), results)));
    }

    private static List<String> both(List<String> some, List<String> others) {
        var both = new ArrayList<>(some);
        others.stream().filter(key -> !both.contains(key)).forEach(both::add);
        return both;
    }
}
