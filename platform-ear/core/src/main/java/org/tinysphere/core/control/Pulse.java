package org.tinysphere.core.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Says to all nodes, at most once a second and topic, that there is something new. For what changes so often that a
 * {@link Signal} each time would cost more than the change.
 */
@ApplicationScoped
public class Pulse {
    /** Devices called, or figures of them came. */
    public static final String HEARTBEAT = "heartbeat";
    /** Work of the queue was done or failed: packages were imported, bulk operations went on. */
    public static final String PACKAGE = "package";
    private static final Logger LOG = System.getLogger(Pulse.class.getName());
    @Inject
    private Signals signals;
    @Inject
    private Recurring recurring;
    private final Set<String> marked = ConcurrentHashMap.newKeySet();

    public void mark(String topic) {
        marked.add(topic);
    }

    void start(@Observes Schema.Ready ready) {
        recurring.start(Pulse.class, "Nobody hears what is new", 1, 1, this::send);
    }

    private void send() {
        for (var topic : marked) {
            marked.remove(topic);
            try {
                signals.send(topic, "*");
            } catch (RuntimeException e) {
                LOG.log(Level.DEBUG, "Nobody hears of " + topic + " until the database is back", e);
            }
        }
    }
}
