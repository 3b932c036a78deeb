package org.tinylcm.sync.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.tinylcm.input.BadInputException;
import org.tinylcm.ops.ConfigStore;
import org.tinylcm.protocol.ConfigurationReport.Result;
import org.tinylcm.protocol.ConfigurationSchema;

/** Applies the platform's configuration through the device's own checks, and says what can be configured. */
final class ConfigDesk {
    /** Changes made at run time; see the configuration's documentation. */
    private static final String RUN_TIME = "data/etc/";
    private static final Pattern RANGE = Pattern.compile(
            "(?:^|each )a (?:whole )?number (?:at least (\\S+)|at most (\\S+)|(-?[^.\\s]\\S*?)\\.\\.(\\S+))");
    private static final Pattern OPTIONS = Pattern.compile("(?:^|each )one of (.+)");
    private final Device device;
    private final Set<String> protectedNames;

    /** @param protectedNames PIDs, and {@code pid/key}s, that only the device's owner sets */
    ConfigDesk(Device device, Set<String> protectedNames) {
        this.device = device;
        this.protectedNames = Set.copyOf(protectedNames);
    }

    List<Result> configure(Map<String, List<String>> before, Map<String, Map<String, String>> wanted) {
        var store = device.find(ConfigStore.class);
        var results = new ArrayList<Result>();
        var now = inEffect(store);
        before.forEach((pid, keys) -> keys.stream().filter(key -> !wanted.getOrDefault(pid, Map.of()).containsKey(key))
                .forEach(key -> takeBack(store, pid, key)));
        for (var pid : ordered(wanted)) {
            wanted.get(pid).forEach((key, value) -> results.add(set(store, now, pid, key, value)));
        }
        return results;
    }

    ConfigurationSchema schema() {
        var components = inEffectComponents(device.find(ConfigStore.class)).stream()
                .filter(c -> !protectedNames.contains(c.pid()) && !protectedNames.contains(factory(c.pid())))
                .map(c -> new ConfigurationSchema.Component(c.pid(), c.title(), c.factory(), c.attributes().stream()
                        .filter(a -> !guarded(c.pid(), a.key())).map(ConfigDesk::attribute).toList())).toList();
        return new ConfigurationSchema(ConfigurationSchema.VERSION, components);
    }

    private Result set(Optional<ConfigStore> store, Map<String, ConfigStore.Attribute> now, String pid, String key,
            String value) {
        if (guarded(pid, key)) {
            return new Result(pid, key, false, "only the device's owner may set this");
        }
        if (store.isEmpty() || value == null) {
            return new Result(pid, key, false, value == null ? "there is no value" : "there is no configuration");
        }
        var present = now.get(pid + "/" + key);
        if (present != null && value.equals(present.value()) && present.origin().startsWith(RUN_TIME)) {
            return new Result(pid, key, true, null);
        }
        try {
            store.get().set(pid, key, value);
            return new Result(pid, key, true, null);
        } catch (BadInputException e) {
            return new Result(pid, key, false, e.getMessage());
        }
    }

    private void takeBack(Optional<ConfigStore> store, String pid, String key) {
        if (store.isPresent() && !guarded(pid, key)) {
            try {
                store.get().unset(pid, key);
            } catch (BadInputException e) {
                // Its bundle has gone, or it is needed: then it stays, and the platform sees it in the schema.
                System.getLogger(ConfigDesk.class.getName()).log(System.Logger.Level.INFO,
                        "A value of the platform cannot be taken back: {0}", e.getMessage());
            }
        }
    }

    private boolean guarded(String pid, String key) {
        return protectedNames.contains(pid) || protectedNames.contains(factory(pid))
                || protectedNames.contains(pid + "/" + key) || protectedNames.contains(factory(pid) + "/" + key);
    }

    private static String factory(String pid) {
        var hyphen = pid.indexOf('-');
        return hyphen < 0 ? pid : pid.substring(0, hyphen);
    }

    /** This bundle last: with its own configuration it is made anew. */
    private static List<String> ordered(Map<String, ?> wanted) {
        var pids = new ArrayList<>(new TreeMap<>(wanted).keySet());
        if (pids.remove(SyncComponent.PID)) {
            pids.add(SyncComponent.PID);
        }
        return pids;
    }

    private static List<ConfigStore.Component> inEffectComponents(Optional<ConfigStore> store) {
        return store.map(ConfigStore::components).orElse(List.of());
    }

    private static Map<String, ConfigStore.Attribute> inEffect(Optional<ConfigStore> store) {
        var all = new TreeMap<String, ConfigStore.Attribute>();
        inEffectComponents(store).forEach(c -> c.attributes().forEach(a -> all.put(c.pid() + "/" + a.key(), a)));
        return all;
    }

    static ConfigurationSchema.Attribute attribute(ConfigStore.Attribute a) {
        var many = a.type().endsWith("[]");
        var range = RANGE.matcher(a.range());
        var found = range.find();
        var options = OPTIONS.matcher(a.range());
        return new ConfigurationSchema.Attribute(a.key(), type(a.type().replace("[]", "")), many, a.required(),
                found ? number(range.group(1) == null ? range.group(3) : range.group(1)) : null,
                found ? number(range.group(2) == null ? range.group(4) : range.group(2)) : null,
                options.find() ? List.of(options.group(1).split(", ")) : List.of(), a.defaultValue(), a.description(),
                a.value());
    }

    private static String type(String type) {
        return switch (type) {
            case "Integer", "Long", "Short", "Byte" -> "integer";
            case "Double", "Float" -> "number";
            case "Boolean" -> "boolean";
            default -> "string";
        };
    }

    private static Double number(String text) {
        try {
            return text == null ? null : Double.valueOf(text);
        } catch (NumberFormatException e) {
            return null;
        }
    }
}
