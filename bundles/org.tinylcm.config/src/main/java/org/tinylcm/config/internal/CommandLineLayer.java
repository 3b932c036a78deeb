package org.tinylcm.config.internal;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/** Framework properties {@code <prefix><name>/<key>=<value>}, set when the device was started. */
final class CommandLineLayer implements Layer {
    /** Begins a property that wins over every file. */
    static final String PREFIX = "tinylcm.config:";
    /** Begins a property that an update or a person may replace. */
    static final String DEFAULT = "tinylcm.default:";
    private final Map<ConfigName, Source> sources = new TreeMap<>();

    CommandLineLayer(Map<String, String> properties) {
        this(properties, PREFIX);
    }

    CommandLineLayer(Map<String, String> properties, String prefix) {
        var values = new TreeMap<ConfigName, Map<String, String>>();
        new TreeMap<>(properties).forEach((property, value) -> {
            var slash = property.indexOf('/');
            if (property.startsWith(prefix)) {
                try {
                    var name = ConfigName.of(property.substring(prefix.length(), Math.max(prefix.length(), slash)));
                    values.computeIfAbsent(name, n -> new LinkedHashMap<>()).put(property.substring(slash + 1), value);
                } catch (IllegalArgumentException e) {
                    sources.put(new ConfigName(property, null), new Source("command line", Map.of(),
                            new Refused("command line", property, "must be " + prefix + "<name>/<key>").getMessage()));
                }
            }
        });
        values.forEach((name, texts) -> sources.put(name, new Source("command line", texts, null)));
    }

    @Override
    public Map<ConfigName, Source> sources() {
        return sources;
    }
}
