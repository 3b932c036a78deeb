package org.tinylcm.updater.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.startlevel.BundleStartLevel;
import org.osgi.framework.wiring.BundleRevision;
import org.osgi.framework.wiring.FrameworkWiring;

/**
 * Brings the framework from one set of bundles to another: stops what changes, replaces it, refreshes exactly what is
 * wired to it, and starts it. Bundles that stay are not touched.
 */
final class Swap {
    private static final String LOCATION = "distribution:";

    private final BundleContext context;
    private final Steps steps;
    private final Points points;
    private int refreshed;

    Swap(BundleContext context, Steps steps, Points points) {
        this.context = context;
        this.steps = steps;
        this.points = points;
    }

    /**
     * @param from what runs
     * @param to what shall run
     * @param files of the bundles in {@code to} that change, by symbolic name
     * @param between done when the new bundles are there and not started yet
     * @throws UpdateFailure a step failed or hung; the message names the bundle
     */
    void run(Contents from, Contents to, Map<String, Path> files, Runnable between) throws InterruptedException {
        var stopped = new ArrayList<Bundle>();
        var changing = new TreeSet<String>();
        from.bundles().forEach((name, item) -> {
            var next = to.bundles().get(name);
            if (next == null || !next.sha256().equals(item.sha256())) {
                changing.add(name);
            }
        });
        for (var name : changing) {
            find(name).ifPresent(stopped::add);
        }
        stopped.sort(Comparator.comparing(Bundle::getBundleId).reversed());
        for (var bundle : stopped) {
            steps.run(label(bundle) + " does not stop", bundle, () -> bundle.stop(Bundle.STOP_TRANSIENT));
        }
        points.at(Points.STOPPED);
        var started = replace(from, to, files, changing);
        points.at(Points.UPDATED);
        refresh(started);
        between.run();
        started.sort(Comparator.comparing(Bundle::getBundleId));
        for (var bundle : started) {
            if ((bundle.adapt(BundleRevision.class).getTypes() & BundleRevision.TYPE_FRAGMENT) == 0) {
                steps.run(label(bundle) + " does not start", bundle, () -> bundle.start(Bundle.START_ACTIVATION_POLICY));
            }
        }
    }

    private List<Bundle> replace(Contents from, Contents to, Map<String, Path> files, Set<String> changing)
            throws InterruptedException {
        var replaced = new ArrayList<Bundle>();
        var names = new TreeSet<>(changing);
        to.bundles().keySet().stream().filter(name -> !from.bundles().containsKey(name)).forEach(names::add);
        for (var name : names) {
            var bundle = find(name);
            if (!to.bundles().containsKey(name)) {
                if (bundle.isPresent()) {
                    steps.run(label(bundle.get()) + " cannot be removed", bundle.get(), bundle.get()::uninstall);
                }
            } else if (bundle.isPresent()) {
                steps.run(name + " cannot be updated", bundle.get(), () -> update(bundle.get(), files.get(name)));
                replaced.add(bundle.get());
            } else {
                replaced.add(install(name, to.jars().get(name), files.get(name)));
            }
            points.at(Points.UPDATED_FIRST);
        }
        return replaced;
    }

    private Bundle install(String name, String jar, Path file) throws InterruptedException {
        var installed = new Bundle[1];
        steps.run(name + " cannot be installed", null, () -> {
            // One that hangs cannot be updated, and keeps its place until the next start.
            var location = LOCATION + jar;
            while (context.getBundle(location) != null) {
                location += "'";
            }
            try (var in = Files.newInputStream(file)) {
                installed[0] = context.installBundle(location, in);
            }
            installed[0].adapt(BundleStartLevel.class).setStartLevel(startLevel(name));
        });
        return installed[0];
    }

    private static void update(Bundle bundle, Path file) throws BundleException, IOException {
        try (var in = Files.newInputStream(file)) {
            bundle.update(in);
        }
    }

    /** What nothing is wired to, the framework wires anew by itself. */
    private void refresh(List<Bundle> replaced) throws InterruptedException {
        var wiring = context.getBundle(Constants.SYSTEM_BUNDLE_LOCATION).adapt(FrameworkWiring.class);
        Collection<Bundle> pending = wiring.getRemovalPendingBundles();
        var closure = new HashSet<>(wiring.getDependencyClosure(pending));
        closure.addAll(replaced);
        refreshed = closure.size();
        if (!pending.isEmpty()) {
            var done = new CountDownLatch(1);
            steps.run("the wiring is not refreshed", null, () -> {
                wiring.refreshBundles(pending, event -> done.countDown());
                if (!done.await(steps.seconds(), TimeUnit.SECONDS)) {
                    throw new BundleException("it takes longer than " + steps.seconds() + " s");
                }
            });
        }
    }

    /** Bundles whose wiring the last swap made anew. */
    int refreshed() {
        return refreshed;
    }

    /** Symbolic names of the bundles that are stopped when some are replaced, those included. */
    Set<String> dependents(Set<String> names) {
        var bundles = new HashSet<Bundle>();
        names.forEach(name -> find(name).ifPresent(bundles::add));
        var closure = new TreeSet<>(names);
        context.getBundle(Constants.SYSTEM_BUNDLE_LOCATION).adapt(FrameworkWiring.class).getDependencyClosure(bundles)
                .forEach(bundle -> closure.add(bundle.getSymbolicName()));
        return closure;
    }

    /** One that hangs in a step is none any more. */
    Optional<Bundle> find(String name) {
        return Arrays.stream(context.getBundles())
                .filter(bundle -> name.equals(bundle.getSymbolicName()) && !steps.hangs(bundle.getBundleId()))
                .findFirst();
    }

    private static String label(Bundle bundle) {
        return bundle.getSymbolicName() + " " + bundle.getVersion();
    }

    /** The same as the launcher's. */
    private static int startLevel(String name) {
        if (!name.startsWith("org.tinylcm.")) {
            return 1;
        }
        return name.startsWith("org.tinylcm.config") || name.startsWith("org.tinylcm.ops") ? 2 : 3;
    }
}
