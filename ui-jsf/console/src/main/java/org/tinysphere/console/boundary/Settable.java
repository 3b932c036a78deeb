package org.tinysphere.console.boundary;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.tinylcm.protocol.ConfigurationSchema;
import org.tinylcm.protocol.Json;

/** A component that can be configured, and what is wanted of it: a part of the form. */
public record Settable(ConfigurationSchema.Component component, Map<String, String> wanted) {

    /** Components with something to set; of those that come twice the first. */
    static List<Settable> of(List<ConfigurationSchema> schemas, Map<String, Map<String, String>> wanted) {
        var components = new TreeMap<String, ConfigurationSchema.Component>();
        for (var schema : schemas) {
            for (var component : schema.components()) {
                if (!component.attributes().isEmpty()) {
                    components.putIfAbsent(component.pid(), component);
                }
            }
        }
        return components.values().stream()
                .map(component -> new Settable(component, wanted.getOrDefault(component.pid(), Map.of()))).toList();
    }

    /** What is wanted but has no field in the form, as JSON: saving the form must not take it away. */
    static String others(List<Settable> form, Map<String, Map<String, String>> wanted) {
        var keys = form.stream().collect(Collectors.toMap(part -> part.component.pid(), part -> part.component.attributes()
                .stream().map(ConfigurationSchema.Attribute::key).collect(Collectors.toSet())));
        var others = new TreeMap<String, Map<String, String>>();
        wanted.forEach((pid, values) -> values.forEach((key, value) -> {
            if (!keys.containsKey(pid) || !keys.get(pid).contains(key)) {
                others.computeIfAbsent(pid, none -> new TreeMap<>()).put(key, value);
            }
        }));
        return Json.write(others);
    }
}
