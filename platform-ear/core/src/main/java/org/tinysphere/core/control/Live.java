package org.tinysphere.core.control;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Map;
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
            "deployment", Pulse.HEARTBEAT, Pulse.PACKAGE);
    private static final int MOST = 1000;
    private static final int MOST_OF_ONE = 50;
    private static final long EVERY_MILLIS = 200;
    private static final long SILENT_NANOS = TimeUnit.SECONDS.toNanos(15);
    private final ManagedExecutorService senders =
            Jndi.find("java:comp/DefaultManagedExecutorService", ManagedExecutorService.class);
    private final Set<Listener> listeners = ConcurrentHashMap.newKeySet();
    private final Map<String, Long> changedNanos = new ConcurrentHashMap<>();
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

    /**
     * @param age of the page: what changed since then may not be on it, and is told at once
     * @throws Problem 429 too many pages are open
     */
    public void add(String login, String session, Duration age, Wire wire) {
        if (listeners.size() >= MOST || listeners.stream().filter(one -> one.login.equals(login)).count() >= MOST_OF_ONE) {
            throw Problem.busy("too many pages are open", 30);
        }
        var now = System.nanoTime();
        // The first thing that a page hears is that it is heard.
        var listener = new Listener(login, session, wire, ConcurrentHashMap.newKeySet(), new AtomicBoolean(),
                new long[] {now - SILENT_NANOS});
        // In this order: what changes in between is told twice rather than never.
        listeners.add(listener);
        changedNanos.forEach((topic, at) -> {
            if (now - at <= age.toNanos()) {
                listener.pending.add(topic);
            }
        });
    }

    void start(@Observes Schema.Ready ready) {
        task = Jndi.find("java:comp/DefaultManagedScheduledExecutorService", ManagedScheduledExecutorService.class)
                .scheduleWithFixedDelay(this::tell, EVERY_MILLIS, EVERY_MILLIS, TimeUnit.MILLISECONDS);
    }

    void changed(@Observes Signal signal) {
        if (signal.topic().equals(Signal.LOST)) {
            TOPICS.forEach(this::changed);
        } else if (TOPICS.contains(signal.topic())) {
            changed(signal.topic());
        }
    }

    private void changed(String topic) {
        changedNanos.put(topic, System.nanoTime());
        listeners.forEach(listener -> listener.pending.add(topic));
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
