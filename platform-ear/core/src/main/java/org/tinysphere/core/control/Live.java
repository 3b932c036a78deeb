package org.tinysphere.core.control;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Tells open pages on this node what kind of thing changed, on whatever node. Pages get topics, not values: they ask
 * for those through the usual doors. What comes while a slow page is still being told is told together.
 */
@ApplicationScoped
public class Live {
    /** Topics that pages may know; the others are the nodes' own business. */
    public static final Set<String> TOPICS = Set.of("device", "drift", "work", Notifications.TOPIC, "rollout",
            Pulse.HEARTBEAT, Pulse.PACKAGE);
    private static final int MOST = 1000;
    private static final int MOST_OF_ONE = 50;
    private static final long EVERY_MILLIS = 200;
    private static final long SILENT_NANOS = TimeUnit.SECONDS.toNanos(15);
    private final ManagedExecutorService senders =
            Jndi.find("java:comp/DefaultManagedExecutorService", ManagedExecutorService.class);
    private final Set<Listener> listeners = ConcurrentHashMap.newKeySet();
    @Inject
    private Sessions sessions;
    private Future<?> task;

    /** Where an open page is told. */
    public interface Wire {
        /** Waits until it is sent. An empty text only shows that both ends live. */
        void send(String topics) throws Exception;

        boolean closed();

        void close();
    }

    private record Listener(String login, String session, Wire wire, Set<String> pending, AtomicBoolean busy,
            long[] lastNanos) {
    }

    /** @throws Problem 429 too many pages are open */
    public void add(String login, String session, Wire wire) {
        if (listeners.size() >= MOST || listeners.stream().filter(one -> one.login.equals(login)).count() >= MOST_OF_ONE) {
            throw Problem.busy("too many pages are open", 30);
        }
        // The first thing that a page hears is that it is heard.
        listeners.add(new Listener(login, session, wire, ConcurrentHashMap.newKeySet(), new AtomicBoolean(),
                new long[] {System.nanoTime() - SILENT_NANOS}));
    }

    void start(@Observes Schema.Ready ready) {
        task = Jndi.find("java:comp/DefaultManagedScheduledExecutorService", ManagedScheduledExecutorService.class)
                .scheduleWithFixedDelay(this::tell, EVERY_MILLIS, EVERY_MILLIS, TimeUnit.MILLISECONDS);
    }

    void changed(@Observes Signal signal) {
        if (signal.topic().equals(Signal.LOST)) {
            listeners.forEach(listener -> listener.pending.addAll(TOPICS));
        } else if (TOPICS.contains(signal.topic())) {
            listeners.forEach(listener -> listener.pending.add(signal.topic()));
        }
    }

    @PreDestroy
    void stop() {
        if (task != null) {
            task.cancel(true);
        }
        listeners.forEach(listener -> listener.wire.close());
    }

    private void tell() {
        for (var listener : listeners) {
            var silent = System.nanoTime() - listener.lastNanos[0] >= SILENT_NANOS;
            if ((silent || !listener.pending.isEmpty()) && listener.busy.compareAndSet(false, true)) {
                senders.execute(() -> tell(listener));
            }
        }
    }

    private void tell(Listener listener) {
        var topics = new TreeSet<>(listener.pending);
        listener.pending.removeAll(topics);
        try {
            if (listener.wire.closed() || sessions.find(listener.session).isEmpty()) {
                forget(listener);
                return;
            }
            listener.wire.send(String.join(" ", topics));
            listener.lastNanos[0] = System.nanoTime();
        } catch (Exception e) {
            // The page was closed; it comes back by itself if it was not.
            forget(listener);
        } finally {
            listener.busy.set(false);
        }
    }

    private void forget(Listener listener) {
        listeners.remove(listener);
        listener.wire.close();
    }
}
