package org.tinylcm.sync.client;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;

/**
 * The calls of one device that are under way. Ending them lets its threads come to an end by themselves: to interrupt
 * a thread would close the file that it may be writing at the moment, whosever that is.
 */
final class Calls {
    private final Set<Future<?>> running = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    void begun(Future<?> call) {
        running.add(call);
        if (closed) {
            call.cancel(true);
        }
    }

    void ended(Future<?> call) {
        running.remove(call);
    }

    boolean closed() {
        return closed;
    }

    /** Ends all, and each that may still begin. */
    void close() {
        closed = true;
        running.forEach(call -> call.cancel(true));
    }
}
