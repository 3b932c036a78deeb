package org.tinylcm.config.internal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tinylcm.input.BadInputException;
import org.tinylcm.ops.ConfigStore;

/**
 * The store over its layers: what is shipped ({@code etc}, and a profile if one is chosen), {@code data/etc} and the
 * command line. Safe for any thread.
 */
final class FileConfigStore implements ConfigStore {
    private final ShapeIndex shapes;
    private final FolderLayer changes;
    private final List<? extends Layer> shipped;
    private final Configurations configurations;

    FileConfigStore(ShapeIndex shapes, List<? extends Layer> shipped, FolderLayer changes, Layer commandLine,
            Target target, Configurations.Listener listener) {
        this.shapes = shapes;
        this.shipped = shipped;
        this.changes = changes;
        var layers = new ArrayList<Layer>(shipped);
        layers.add(changes);
        layers.add(commandLine);
        configurations = new Configurations(shapes, List.copyOf(layers), target, listener);
    }

    /** Puts into effect what files say now. */
    synchronized void pass() {
        configurations.pass();
    }

    @Override
    public synchronized void refresh() {
        if (changes.changed() || shipped.stream().anyMatch(Layer::changed)) {
            configurations.pass();
        }
    }

    @Override
    public synchronized List<Component> components() {
        var components = new ArrayList<Component>();
        for (var shape : shapes.shapes()) {
            components.add(component(new ConfigName(shape.pid(), null), shape, shape.factory()));
            configurations.names().stream()
                    .filter(name -> name.pid().equals(shape.pid()) && name.instance() != null)
                    .forEach(name -> components.add(component(name, shape, false)));
        }
        configurations.names().stream().filter(name -> shapes.find(name.pid()).isEmpty())
                .forEach(name -> components.add(new Component(name.toString(), "", false, List.of(),
                        configurations.problem(name).orElse(""))));
        return components;
    }

    @Override
    public synchronized void set(String pid, String key, String value) {
        var name = name(pid);
        var values = changed(name);
        values.put(key, value);
        store(name, values);
    }

    @Override
    public synchronized boolean unset(String pid, String key) {
        var name = name(pid);
        var values = changed(name);
        if (values.remove(key) == null) {
            return false;
        }
        store(name, values);
        return true;
    }

    private void store(ConfigName name, Map<String, String> values) {
        var shape = shape(name);
        var origin = changes.shown(name);
        try {
            configurations.tryOut(name, shape, shipped.size(), values.isEmpty() ? null
                    : new Layer.Source(origin, values, null));
            if (values.isEmpty()) {
                DurableFile.delete(changes.file(name));
            } else {
                DurableFile.write(changes.file(name), CfgText.write("Changed while the device was running.", values));
            }
        } catch (Refused e) {
            throw e.why();
        } catch (IOException e) {
            throw new UncheckedIOException(origin + " cannot be written", e);
        }
        configurations.pass();
    }

    private Map<String, String> changed(ConfigName name) {
        try {
            var source = changes.source(name);
            if (source != null && source.problem() != null) {
                throw new BadInputException(source.origin(), "file", "must be repaired or deleted first");
            }
            return source == null ? new LinkedHashMap<>() : new LinkedHashMap<>(source.values());
        } catch (IOException e) {
            throw new UncheckedIOException(changes.shown(name) + " cannot be read", e);
        }
    }

    private static ConfigName name(String pid) {
        try {
            return ConfigName.of(pid);
        } catch (IllegalArgumentException e) {
            throw new BadInputException("configuration", "'" + pid + "'", e.getMessage());
        }
    }

    private ConfigShape shape(ConfigName name) {
        var shape = shapes.find(name.pid()).orElseThrow(() -> new BadInputException("configuration",
                "'" + name + "'", "is not known; tlcm:config list shows what is"));
        if (shape.factory() != (name.instance() != null)) {
            throw new BadInputException("configuration", "'" + name + "'",
                    shape.factory() ? "must name an instance: " + name.pid() + "-<instance>" : "has no instances");
        }
        return shape;
    }

    private Component component(ConfigName name, ConfigShape shape, boolean factory) {
        var merged = configurations.merged(name).orElse(new Merged(Map.of(), Map.of(), Map.of()));
        var attributes = shape.rules().stream().map(rule -> {
            var byDefault = rule.defaultText() == null ? "" : rule.defaultText();
            return new Attribute(rule.key(), rule.typeName(), rule.range(), rule.required(), byDefault,
                    rule.description(), rule.shown(merged.texts().getOrDefault(rule.key(), byDefault)),
                    merged.origins().getOrDefault(rule.key(), ""));
        }).toList();
        return new Component(name.toString(), shape.title(), factory, attributes,
                configurations.problem(name).orElse(""));
    }
}
