package org.tinylcm.pipeline.internal;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.tinylcm.drift.DriftMonitor;

/** The monitors that look on. Changed under the pipeline's frame lock only; {@link #watched} may be read by any. */
final class MonitorSet {
    private final Map<DriftMonitor, String> providers = new HashMap<>();
    /** Episodes of monitors that are being replaced, by id. */
    private final Map<String, String> openEpisodes = new HashMap<>();
    private volatile List<WatchedMonitor> watched = List.of();
    private boolean unsettled;

    /** By id. */
    List<WatchedMonitor> watched() {
        return watched;
    }

    void add(DriftMonitor monitor, String provider) {
        providers.put(monitor, provider);
        var more = new ArrayList<>(watched);
        more.add(new WatchedMonitor(monitor));
        more.sort((a, b) -> a.id().compareTo(b.id()));
        watched = List.copyOf(more);
        unsettled = true;
    }

    /** Nothing happens if it is none of them. */
    void remove(Object service) {
        var fewer = new ArrayList<WatchedMonitor>();
        for (var one : watched) {
            if (one.monitor() != service) {
                fewer.add(one);
            } else {
                providers.remove(one.monitor());
                openEpisodes.put(one.id(), one.openEpisode());
            }
        }
        watched = List.copyOf(fewer);
    }

    /** Before a frame, when the stages have their states. */
    void settle() {
        if (!unsettled) {
            return;
        }
        unsettled = false;
        for (var one : watched) {
            if (!one.resumed()) {
                one.resume(openEpisodes.getOrDefault(one.id(), ""));
            }
        }
    }

    void unsettle() {
        unsettled = true;
    }

    /** Ids of those that are in an episode. */
    List<String> drifting() {
        return watched.stream().filter(WatchedMonitor::drifting).map(WatchedMonitor::id).toList();
    }

    /** Who gives each, by {@code monitor <id>}. */
    Map<String, String> providers() {
        var named = new TreeMap<String, String>();
        providers.forEach((monitor, provider) -> named.put("monitor " + monitor.id(), provider));
        return named;
    }
}
