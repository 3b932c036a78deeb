package org.tinylcm.protocol;

import java.util.List;

/** What can be configured on a device, as its metatype says, with what is in effect. */
public record ConfigurationSchema(int schemaVersion, List<Component> components) implements Versioned {
    public static final int VERSION = 1;

    public ConfigurationSchema {
        components = Checks.list(components);
    }

    /**
     * @param pid name, with {@code -instance} for one of a factory
     * @param factory true if instances can be made of it
     */
    public record Component(String pid, String title, boolean factory, List<Attribute> attributes) {
        public Component {
            Checks.required(pid, "pid");
            attributes = Checks.list(attributes);
        }
    }

    /**
     * One value.
     *
     * @param type {@code string}, {@code integer}, {@code number} or {@code boolean}
     * @param many true if several values, separated by commas, are allowed
     * @param min least number; absent without limit
     * @param options the only values allowed; empty if any is
     * @param value what is in effect
     */
    public record Attribute(String key, String type, boolean many, boolean required, Double min, Double max,
            List<String> options, String defaultValue, String description, String value) {
        public Attribute {
            Checks.required(key, "key");
            Checks.required(type, "type");
            options = Checks.list(options);
        }
    }
}
