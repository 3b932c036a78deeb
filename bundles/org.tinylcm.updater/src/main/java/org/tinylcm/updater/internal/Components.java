package org.tinylcm.updater.internal;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.service.component.runtime.dto.ComponentConfigurationDTO;

/** Which components of the device work. */
final class Components {
    private static final int WORKS = ComponentConfigurationDTO.SATISFIED | ComponentConfigurationDTO.ACTIVE;
    private static final int MOST_REASON = 200;

    private final BundleContext context;

    Components(BundleContext context) {
        this.context = context;
    }

    /** Names of those that work, as {@code bundle component}. */
    Set<String> working() {
        var names = new TreeSet<String>();
        var runtime = runtime();
        for (var component : runtime.getComponentDescriptionDTOs()) {
            if (runtime.getComponentConfigurationDTOs(component).stream().anyMatch(c -> (c.state & WORKS) != 0)) {
                names.add(component.bundle.symbolicName + " " + component.name);
            }
        }
        return names;
    }

    /**
     * @param before those that worked before
     * @param changed symbolic names of the bundles that were replaced
     * @return the first that does not work and should: it did before and is still there, or it is new and failed
     */
    Optional<String> problem(Set<String> before, Set<String> changed) {
        var runtime = runtime();
        var all = new ArrayList<>(runtime.getComponentDescriptionDTOs());
        // Those that were replaced are nearer to the cause than those that miss them.
        all.sort(Comparator.comparing(component -> !changed.contains(component.bundle.symbolicName)));
        for (var component : all) {
            var bundle = component.bundle.symbolicName;
            var configurations = runtime.getComponentConfigurationDTOs(component);
            var works = configurations.stream().anyMatch(c -> (c.state & WORKS) != 0);
            var failed = configurations.stream()
                    .filter(c -> c.state == ComponentConfigurationDTO.FAILED_ACTIVATION).findFirst();
            var wanted = before.contains(bundle + " " + component.name);
            if (!works && (wanted || failed.isPresent() && changed.contains(bundle))) {
                var simple = component.name.substring(component.name.lastIndexOf('.') + 1);
                return Optional.of(bundle + ": its component " + simple + failed.map(c -> " does not start: "
                        + reason(c.failure)).orElse(" does not find what it needs"));
            }
        }
        return Optional.empty();
    }

    /** The innermost cause in a stack trace. */
    private static String reason(String trace) {
        if (trace == null) {
            return "no reason given";
        }
        var line = trace.lines().filter(l -> l.startsWith("Caused by: ")).reduce((first, last) -> last)
                .map(l -> l.substring("Caused by: ".length())).orElseGet(() -> trace.lines().findFirst().orElse(""));
        return line.length() > MOST_REASON ? line.substring(0, MOST_REASON) : line;
    }

    private ServiceComponentRuntime runtime() {
        var reference = context.getServiceReference(ServiceComponentRuntime.class);
        var runtime = reference == null ? null : context.getService(reference);
        if (runtime == null) {
            throw new UpdateFailure("there is no component runtime any more");
        }
        return runtime;
    }
}
