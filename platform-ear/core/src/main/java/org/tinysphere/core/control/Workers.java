package org.tinysphere.core.control;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** The threads of this node that take work from the queue, and the one that prolongs their leases. */
@ApplicationScoped
public class Workers {
    private static final Logger LOG = System.getLogger(Workers.class.getName());
    private static final long PROGRESS_NANOS = TimeUnit.MILLISECONDS.toNanos(500);
    @Inject
    private WorkQueue queue;
    @Inject
    private Transactions transactions;
    @Inject
    private Settings settings;
    @Inject
    private Pulse pulse;
    @Inject
    @Any
    private Instance<WorkHandler> handlers;
    private final ManagedThreadFactory threads =
            Jndi.find("java:comp/DefaultManagedThreadFactory", ManagedThreadFactory.class);
    private final Map<String, WorkHandler> byKind = new HashMap<>();
    private final Map<Long, String> running = new ConcurrentHashMap<>();
    private final Semaphore wake = new Semaphore(0);
    private volatile boolean stopping;
    private int leaseSeconds;
    private Thread keeper;

    void start(@Observes Schema.Ready ready) {
        handlers.forEach(handler -> byKind.put(handler.kind(), handler));
        leaseSeconds = settings.number("TINYSPHERE_WORK_LEASE_SECONDS", 30);
        for (var i = 0; i < settings.number("TINYSPHERE_WORKERS", 2) && !byKind.isEmpty(); i++) {
            begin("tinysphere-worker-" + i, this::work);
        }
        keeper = begin("tinysphere-leases", this::keepLeases);
    }

    void changed(@Observes Signal signal) {
        if (signal.concerns(WorkQueue.TOPIC) && wake.availablePermits() < 4) {
            wake.release();
        }
    }

    @PreDestroy
    void stop() {
        stopping = true;
        wake.release(100);
        if (keeper != null) {
            keeper.interrupt();
        }
    }

    private Thread begin(String name, Runnable task) {
        var thread = threads.newThread(task);
        thread.setName(name);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    private void work() {
        var kinds = byKind.keySet().toArray(String[]::new);
        while (!stopping) {
            try {
                var lease = UUID.randomUUID().toString();
                var item = queue.claim(kinds, lease, leaseSeconds);
                if (item.isPresent()) {
                    handle(item.get(), lease);
                } else {
                    pause();
                }
            } catch (RuntimeException e) {
                LOG.log(Level.WARNING, "The work queue cannot be read: {0}", e.getMessage());
                pause();
            }
        }
    }

    private void handle(WorkHandler.WorkItem item, String lease) {
        running.put(item.id(), lease);
        try {
            var effect = byKind.get(item.kind()).prepare(item, progress(item, lease));
            transactions.run(() -> {
                effect.run();
                if (!queue.done(item.id(), lease)) {
                    throw new IllegalStateException("work item " + item.id() + " was taken over by another worker");
                }
            });
        } catch (WorkHandler.GiveUp e) {
            queue.failed(item, lease, reason(e), true);
        } catch (Exception e) {
            LOG.log(Level.DEBUG, "Work item " + item.id() + " failed", e);
            queue.failed(item, lease, reason(e), false);
        } finally {
            running.remove(item.id());
            pulse.mark(Pulse.PACKAGE);
        }
    }

    private WorkHandler.Progress progress(WorkHandler.WorkItem item, String lease) {
        var last = new long[] {System.nanoTime() - PROGRESS_NANOS};
        return (share, step) -> {
            var now = System.nanoTime();
            if (now - last[0] >= PROGRESS_NANOS) {
                last[0] = now;
                queue.progress(item.id(), lease, share, step);
            }
        };
    }

    private void keepLeases() {
        var stop = new Semaphore(0);
        while (!stopping) {
            try {
                if (stop.tryAcquire(Math.max(500, leaseSeconds * 1000L / 3), TimeUnit.MILLISECONDS)) {
                    return;
                }
                running.forEach((id, lease) -> queue.prolong(id, lease, leaseSeconds));
                queue.reclaim();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            } catch (RuntimeException e) {
                LOG.log(Level.WARNING, "Leases cannot be prolonged: {0}", e.getMessage());
            }
        }
    }

    /** Until there is something new, at most a second: items that wait for their next attempt send no signal. */
    private void pause() {
        try {
            if (wake.tryAcquire(1, TimeUnit.SECONDS)) {
                wake.drainPermits();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            stopping = true;
        }
    }

    private static String reason(Throwable failure) {
        var message = failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
        return message.length() > 1000 ? message.substring(0, 1000) : message;
    }
}
