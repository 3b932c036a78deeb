package org.tinylcm.config.internal;

import static java.lang.System.Logger.Level.WARNING;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.osgi.framework.Bundle;

/** The shapes of all installed bundles. */
final class ShapeIndex {
    private static final System.Logger logger = System.getLogger(ShapeIndex.class.getName());
    private static final String FOLDER = "OSGI-INF/metatype";
    private final Map<Long, List<ConfigShape>> byBundle = new ConcurrentSkipListMap<>();

    /** @return true if something changed */
    boolean add(Bundle bundle) {
        return put(bundle.getBundleId(), read(bundle));
    }

    boolean put(long bundle, List<ConfigShape> shapes) {
        var before = shapes.isEmpty() ? byBundle.remove(bundle) : byBundle.put(bundle, shapes);
        return !shapes.equals(before == null ? List.of() : before);
    }

    boolean remove(long bundle) {
        return byBundle.remove(bundle) != null;
    }

    Optional<ConfigShape> find(String pid) {
        return Optional.ofNullable(all().get(pid));
    }

    Collection<ConfigShape> shapes() {
        return all().values();
    }

    /** Should two bundles describe the same PID, the one installed first counts. */
    private Map<String, ConfigShape> all() {
        var all = new TreeMap<String, ConfigShape>();
        byBundle.values().forEach(shapes -> shapes.forEach(shape -> all.putIfAbsent(shape.pid(), shape)));
        return all;
    }

    /** By paths, not by {@code findEntries}: that would resolve the bundle, for which it is too early. */
    private static List<ConfigShape> read(Bundle bundle) {
        var shapes = new ArrayList<ConfigShape>();
        Enumeration<String> paths = bundle.getEntryPaths(FOLDER);
        while (paths != null && paths.hasMoreElements()) {
            var path = paths.nextElement();
            if (path.endsWith(".xml")) {
                try (var in = bundle.getEntry(path).openStream()) {
                    shapes.addAll(MetatypeReader.read(in));
                } catch (IOException | IllegalArgumentException e) {
                    logger.log(WARNING, "{0}: {1}: {2}", bundle.getSymbolicName(), path, e.getMessage());
                }
            }
        }
        return List.copyOf(shapes);
    }
}
