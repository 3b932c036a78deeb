package org.tinylcm.config.internal;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Decides which configuration holds: merges the layers, checks them, and keeps the old one where a file is refused. Not
 * safe for threads; knows nothing of OSGi.
 */
final class Configurations {

    /** Hears what people should know, once each. */
    interface Listener {
        /** @param waits true if its bundle is not there yet, false if it is wrong */
        void problem(ConfigName name, String line, boolean waits);

        /** @param values texts by key; empty if there is no configuration any more */
        void applied(ConfigName name, Map<String, String> values);
    }

    private final ShapeIndex shapes;
    private final List<Layer> layers;
    private final Target target;
    private final Listener listener;
    /** What each layer said last that was right, so that a refused file changes nothing. */
    private final List<Map<ConfigName, Layer.Source>> good = new ArrayList<>();
    private final Map<ConfigName, String> problems = new TreeMap<>();
    private final Map<ConfigName, Merged> merged = new HashMap<>();
    private final Set<ConfigName> present;

    Configurations(ShapeIndex shapes, List<Layer> layers, Target target, Listener listener) {
        this.shapes = shapes;
        this.layers = List.copyOf(layers);
        this.target = target;
        this.listener = listener;
        layers.forEach(layer -> good.add(new HashMap<>()));
        present = new TreeSet<>(target.present());
    }

    /** Reads all layers and puts into effect what changed. */
    void pass() {
        var now = layers.stream().map(Layer::sources).toList();
        var names = new TreeSet<>(present);
        names.addAll(problems.keySet());
        now.forEach(sources -> names.addAll(sources.keySet()));
        names.forEach(name -> pass(name, now));
    }

    Optional<String> problem(ConfigName name) {
        return Optional.ofNullable(problems.get(name));
    }

    Set<ConfigName> names() {
        var names = new TreeSet<>(merged.keySet());
        names.addAll(problems.keySet());
        return names;
    }

    Optional<Merged> merged(ConfigName name) {
        return Optional.ofNullable(merged.get(name));
    }

    /**
     * Tries how it would be if one layer said something else.
     *
     * @throws Refused it would not be taken
     */
    void tryOut(ConfigName name, ConfigShape shape, int layer, Layer.Source instead) {
        var sources = new ArrayList<Layer.Source>();
        for (int i = 0; i < layers.size(); i++) {
            var source = i == layer ? instead : good.get(i).get(name);
            if (source != null) {
                sources.add(source);
            }
        }
        if (!sources.isEmpty()) {
            Merged.of(shape, sources);
        }
    }

    private void pass(ConfigName name, List<Map<ConfigName, Layer.Source>> now) {
        if (now.stream().noneMatch(sources -> sources.containsKey(name))) {
            forget(name);
            return;
        }
        var shape = shapes.find(name.pid()).orElse(null);
        if (shape == null) {
            unknown(name, now);
            return;
        }
        var wrongName = wrongName(name, shape, now);
        if (wrongName != null) {
            tell(name, wrongName, false);
            return;
        }
        String problem = null;
        for (int i = 0; i < layers.size(); i++) {
            var line = check(name, shape, now.get(i).get(name), good.get(i));
            problem = problem == null ? line : problem;
        }
        // Refused right after a start: what Configuration Admin has kept of the last run is the old configuration.
        var keptByAdmin = problem != null && !merged.containsKey(name) && present.contains(name);
        tell(name, keptByAdmin ? problem : put(name, shape, problem), false);
    }

    /** @return why the layer's words are refused, in which case its last good ones stay */
    private static String check(ConfigName name, ConfigShape shape, Layer.Source source,
            Map<ConfigName, Layer.Source> good) {
        if (source == null) {
            good.remove(name);
            return null;
        }
        if (source.problem() != null) {
            return source.problem();
        }
        try {
            shape.parse(source.origin(), source.values());
            good.put(name, source);
            return null;
        } catch (Refused e) {
            return e.getMessage();
        }
    }

    private String put(ConfigName name, ConfigShape shape, String problem) {
        var sources = good.stream().map(layer -> layer.get(name)).filter(source -> source != null).toList();
        if (sources.isEmpty()) {
            return problem;
        }
        try {
            var candidate = Merged.of(shape, sources);
            var changed = merged.get(name) == null || !candidate.texts().equals(merged.get(name).texts());
            target.update(name, candidate.values());
            present.add(name);
            merged.put(name, candidate);
            if (changed) {
                listener.applied(name, shape.shown(candidate.texts()));
            }
            return problem;
        } catch (Refused e) {
            return problem == null ? e.getMessage() : problem;
        }
    }

    private void forget(ConfigName name) {
        good.forEach(layer -> layer.remove(name));
        problems.remove(name);
        merged.remove(name);
        if (present.remove(name)) {
            target.delete(name);
            listener.applied(name, Map.of());
        }
    }

    /** A damaged or misnamed file is told of at once; for any other the bundle may come later. */
    private void unknown(ConfigName name, List<Map<ConfigName, Layer.Source>> now) {
        var source = now.stream().map(sources -> sources.get(name)).filter(s -> s != null).findFirst().orElseThrow();
        if (source.problem() != null) {
            tell(name, source.problem(), false);
        } else {
            tell(name, source.origin() + ": waits for a bundle that is configured by '" + name.pid() + "'", true);
        }
    }

    private static String wrongName(ConfigName name, ConfigShape shape, List<Map<ConfigName, Layer.Source>> now) {
        if (shape.factory() == (name.instance() != null)) {
            return null;
        }
        var origin = now.stream().map(sources -> sources.get(name)).filter(s -> s != null).findFirst().orElseThrow()
                .origin();
        return new Refused(origin, "name", shape.factory() ? "must be " + name.pid() + "-<instance>"
                : "must be " + name.pid() + ": it has no instances").getMessage();
    }

    private void tell(ConfigName name, String problem, boolean waits) {
        var before = problem == null ? problems.remove(name) : problems.put(name, problem);
        if (problem != null && !problem.equals(before)) {
            listener.problem(name, problem, waits);
        }
    }
}
