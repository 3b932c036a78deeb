package org.tinylcm.ops.internal;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.HashMap;
import java.util.Map;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.service.component.runtime.dto.ComponentConfigurationDTO;

/**
 * Says in one line which component does not start and why. Declarative Services keeps the stack trace for itself
 * ({@code ds.showerrors=false}): for a camera program that is not installed its sixty lines hide the one that helps.
 * A cause that is no refusal of ours is an error of a program, and is logged whole.
 */
@Component(service = {}, immediate = true)
public final class ComponentWatch {
    private static final Logger LOGGER = System.getLogger(ComponentWatch.class.getName());
    private static final String REFUSAL = "org.tinylcm.input.BadInputException: ";
    private static final String CAUSE = "Caused by: ";

    /** What was said already, by id of the component's configuration. */
    private final Map<Long, String> said = new HashMap<>();

    @Activate
    public ComponentWatch() {
        // all that it does is begun by the reference
    }

    @Reference(updated = "look")
    void look(ServiceComponentRuntime runtime) {
        for (var component : runtime.getComponentDescriptionDTOs()) {
            for (var configuration : runtime.getComponentConfigurationDTOs(component)) {
                failed(configuration);
            }
        }
    }

    private synchronized void failed(ComponentConfigurationDTO configuration) {
        if (configuration.state != ComponentConfigurationDTO.FAILED_ACTIVATION || configuration.failure == null) {
            said.remove(configuration.id);
            return;
        }
        var reason = reason(configuration.failure);
        if (!reason.equals(said.put(configuration.id, reason))) {
            LOGGER.log(Level.ERROR, "{0} does not start: {1}", configuration.description.bundle.symbolicName, reason);
        }
    }

    /**
     * The refusal in a stack trace, else all of it.
     *
     * @param trace as {@link Throwable#printStackTrace()} writes it
     */
    static String reason(String trace) {
        return trace.lines().map(line -> line.startsWith(CAUSE) ? line.substring(CAUSE.length()) : line)
                .filter(line -> line.startsWith(REFUSAL)).map(line -> line.substring(REFUSAL.length()))
                .reduce((first, last) -> last).orElse(trace);
    }
}
