package org.tinylcm.updater.internal;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.tinylcm.update.UpdatePlan.Change;
import org.tinylcm.update.UpdatePlan.Kind;

/** The difference of two sets. Pure. */
final class Planner {
    private Planner() {
    }

    /**
     * @param changes in the order in which they are made
     * @param bundles names of the bundles that are added, updated or removed
     * @param restart true if the framework has to be started anew
     */
    record Plan(List<Change> changes, Set<String> bundles, boolean restart) {
    }

    /**
     * @param dependents names of the bundles, those given included, that have to be stopped when those are replaced
     * @param core bundles that cannot be replaced while the updater runs upon them
     */
    static Plan plan(Contents from, Contents to, Function<Set<String>, Set<String>> dependents, Set<String> core) {
        var changes = new ArrayList<Change>();
        var replaced = new HashSet<String>();
        var changed = new TreeSet<String>();
        from.bundles().forEach((name, item) -> {
            var next = to.bundles().get(name);
            if (next == null) {
                changes.add(new Change(Kind.REMOVE, name, item.version(), ""));
                replaced.add(name);
            } else if (!next.sha256().equals(item.sha256())) {
                changes.add(new Change(Kind.UPDATE, name, item.version(), next.version()));
                replaced.add(name);
            }
        });
        changed.addAll(replaced);
        to.bundles().forEach((name, item) -> {
            if (!from.bundles().containsKey(name)) {
                changes.add(new Change(Kind.ADD, name, "", item.version()));
                changed.add(name);
            }
        });
        var reached = replaced.isEmpty() ? Set.<String>of() : dependents.apply(replaced);
        reached.stream().filter(name -> !changed.contains(name)).sorted().forEach(name ->
                changes.add(new Change(Kind.RESTART, name, version(from, name), version(to, name))));
        if (to.pack() != null && !to.pack().equals(from.pack())) {
            changes.add(new Change(Kind.PACK, to.pack().name(), from.pack() == null ? "" : from.pack().version(),
                    to.pack().version()));
        } else if (to.pack() == null && from.pack() != null) {
            changes.add(new Change(Kind.PACK, from.pack().name(), from.pack().version(), ""));
        }
        configuration(from, to, changes);
        return new Plan(List.copyOf(changes), changed, reached.stream().anyMatch(core::contains));
    }

    private static void configuration(Contents from, Contents to, ArrayList<Change> changes) {
        var pids = new TreeSet<>(from.configuration().keySet());
        pids.addAll(to.configuration().keySet());
        for (var pid : pids) {
            var before = from.configuration().getOrDefault(pid, Map.of());
            var after = to.configuration().getOrDefault(pid, Map.of());
            var keys = new TreeSet<>(before.keySet());
            keys.addAll(after.keySet());
            for (var key : keys) {
                var was = before.getOrDefault(key, "");
                var is = after.getOrDefault(key, "");
                if (!was.equals(is)) {
                    changes.add(new Change(Kind.CONFIGURE, pid + "/" + key, was, is));
                }
            }
        }
    }

    private static String version(Contents contents, String name) {
        var item = contents.bundles().get(name);
        return item == null ? "" : item.version();
    }
}
