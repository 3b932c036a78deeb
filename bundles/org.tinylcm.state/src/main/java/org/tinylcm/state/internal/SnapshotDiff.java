package org.tinylcm.state.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import org.tinylcm.state.ComponentState;

/** Differences of two snapshots as lines {@code stage.key: old -> new}. */
final class SnapshotDiff {
    private static final String ABSENT = "absent";
    private static final int SHOWN = 60;

    private final List<String> lines = new ArrayList<>();

    private SnapshotDiff() {
    }

    static List<String> of(Map<String, ComponentState> older, Map<String, ComponentState> newer) {
        var diff = new SnapshotDiff();
        for (var name : keys(older, newer)) {
            diff.stage(name, older.get(name), newer.get(name));
        }
        return List.copyOf(diff.lines);
    }

    private void stage(String name, ComponentState older, ComponentState newer) {
        if (older == null || newer == null) {
            line(name, older == null ? ABSENT : "version " + older.version(),
                    newer == null ? ABSENT : "version " + newer.version());
            return;
        }
        if (older.version() != newer.version()) {
            line(name + ".version", older.version(), newer.version());
        }
        maps(name, older.values(), newer.values());
        for (var key : keys(older.vectors(), newer.vectors())) {
            vectors(name + "." + key, older.vectors().get(key), newer.vectors().get(key));
        }
    }

    private void maps(String path, Map<?, ?> older, Map<?, ?> newer) {
        for (var key : keys(older, newer)) {
            values(path + "." + key, older.get(key), newer.get(key));
        }
    }

    private void values(String path, Object older, Object newer) {
        if (older instanceof Map<?, ?> from && newer instanceof Map<?, ?> to) {
            maps(path, from, to);
        } else if (older instanceof List<?> from && newer instanceof List<?> to) {
            lists(path, from, to);
        } else if (!Objects.equals(older, newer)) {
            line(path, text(older), text(newer));
        }
    }

    private void lists(String path, List<?> older, List<?> newer) {
        var common = Math.min(older.size(), newer.size());
        var changed = 0;
        for (var i = 0; i < common; i++) {
            changed += Objects.equals(older.get(i), newer.get(i)) ? 0 : 1;
        }
        if (changed > 0 || older.size() != newer.size()) {
            counted(path, "entries", older.size(), newer.size(), changed);
        }
    }

    private void vectors(String path, float[] older, float[] newer) {
        if (older == null || newer == null) {
            line(path, older == null ? ABSENT : older.length + " values",
                    newer == null ? ABSENT : newer.length + " values");
            return;
        }
        var common = Math.min(older.length, newer.length);
        var changed = 0;
        for (var i = 0; i < common; i++) {
            changed += Float.floatToRawIntBits(older[i]) == Float.floatToRawIntBits(newer[i]) ? 0 : 1;
        }
        if (changed > 0 || older.length != newer.length) {
            counted(path, "values", older.length, newer.length, changed);
        }
    }

    private void counted(String path, String what, int older, int newer, int changed) {
        line(path, older + " " + what, newer + " " + what + " (" + changed + " of the common "
                + Math.min(older, newer) + " changed)");
    }

    private void line(String path, Object older, Object newer) {
        lines.add(path + ": " + older + " -> " + newer);
    }

    private static String text(Object value) {
        if (value == null) {
            return ABSENT;
        }
        var text = value instanceof List<?> list ? list.size() + " entries"
                : value instanceof Map<?, ?> map ? map.size() + " entries" : value.toString();
        return text.length() > SHOWN ? text.substring(0, SHOWN) + "…" : text;
    }

    private static TreeSet<String> keys(Map<?, ?> older, Map<?, ?> newer) {
        var keys = new TreeSet<String>();
        older.keySet().forEach(key -> keys.add((String) key));
        newer.keySet().forEach(key -> keys.add((String) key));
        return keys;
    }
}
