package org.tinysphere.core.control;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.Dependent;
import java.lang.System.Logger.Level;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** What its owner does again and again, on every node, from the start of the platform to its stop. */
@Dependent
public class Recurring {
    private final ManagedScheduledExecutorService scheduler = Jndi.find(
            "java:comp/DefaultManagedScheduledExecutorService", ManagedScheduledExecutorService.class);
    private Future<?> task;

    /** One time; what it throws is logged, and the next time comes all the same. */
    @FunctionalInterface
    public interface Round {
        void run() throws Exception;
    }

    /**
     * @param owner in whose log failures stand
     * @param failure what they mean, e.g. {@code rollouts wait}
     * @param firstSeconds until the first round
     * @param seconds from the end of a round to the next
     */
    public void start(Class<?> owner, String failure, int firstSeconds, int seconds, Round round) {
        var log = System.getLogger(owner.getName());
        task = scheduler.scheduleWithFixedDelay(() -> {
            try {
                round.run();
            } catch (Exception e) {
                log.log(Level.WARNING, "{0}: {1}", failure, e.getMessage());
                log.log(Level.DEBUG, failure, e);
            }
        }, firstSeconds, seconds, TimeUnit.SECONDS);
    }

    @PreDestroy
    void stop() {
        if (task != null) {
            task.cancel(false);
        }
    }
}
