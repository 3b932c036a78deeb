package org.tinylcm.pipeline.internal;

import java.lang.System.Logger.Level;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.tinylcm.pipeline.PipelineListener;

/** All listeners of the pipeline; they may come and go at any time. */
final class Listeners {
    private static final System.Logger logger = System.getLogger(Listeners.class.getName());
    /** How long a listener that leaves may take for what still waits for it. */
    private static final long FAREWELL_MILLIS = 5_000;

    private final int capacity;
    private final CopyOnWriteArrayList<ListenerQueue> all = new CopyOnWriteArrayList<>();
    private final Map<PipelineListener, ListenerQueue> byListener = new ConcurrentHashMap<>();

    Listeners(int capacity) {
        this.capacity = capacity;
    }

    void add(PipelineListener listener, String name, boolean wait) {
        var queue = new ListenerQueue(name, listener, wait, capacity);
        byListener.put(listener, queue);
        all.add(queue);
    }

    void remove(PipelineListener listener) {
        var queue = byListener.remove(listener);
        if (queue == null) {
            return;
        }
        all.remove(queue);
        try {
            if (!queue.drain(FAREWELL_MILLIS)) {
                logger.log(Level.WARNING, "Listener {0} left before it heard everything", queue.name());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            queue.close();
        }
    }

    boolean isEmpty() {
        return all.isEmpty();
    }

    void tell(Delivery delivery) throws InterruptedException {
        for (var queue : all) {
            queue.offer(delivery);
        }
    }

    /** Waits until every listener has heard everything. */
    void drain(long millisEach) throws InterruptedException {
        for (var queue : all) {
            if (!queue.drain(millisEach)) {
                logger.log(Level.WARNING, "Listener {0} has not heard everything yet", queue.name());
            }
        }
    }

    Map<String, Long> dropped() {
        var dropped = new TreeMap<String, Long>();
        for (var queue : all) {
            dropped.merge(queue.name(), queue.dropped(), Long::sum);
        }
        return dropped;
    }

    void close() {
        all.forEach(ListenerQueue::close);
    }
}
