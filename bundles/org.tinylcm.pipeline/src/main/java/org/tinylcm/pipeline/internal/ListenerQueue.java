package org.tinylcm.pipeline.internal;

import java.lang.System.Logger.Level;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.tinylcm.pipeline.PipelineListener;

/**
 * Brings deliveries to one listener, in order, on a thread of its own, so that a slow or failing listener harms nobody
 * else. Bounded: when full, it either drops the oldest frame result or makes the frame thread wait.
 */
final class ListenerQueue implements AutoCloseable {
    private static final System.Logger logger = System.getLogger(ListenerQueue.class.getName());

    private final String name;
    private final PipelineListener listener;
    private final boolean wait;
    private final int capacity;
    private final Thread thread;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final ArrayDeque<Delivery> waiting = new ArrayDeque<>();
    private final Set<String> causesLogged = new HashSet<>();
    private boolean delivering;
    private boolean closed;
    private volatile long dropped;

    ListenerQueue(String name, PipelineListener listener, boolean wait, int capacity) {
        this.name = name;
        this.listener = listener;
        this.wait = wait;
        this.capacity = capacity;
        thread = new Thread(this::run, "tinylcm-to-" + name);
        thread.setDaemon(true);
        thread.start();
    }

    String name() {
        return name;
    }

    long dropped() {
        return dropped;
    }

    /** Called by the frame thread. */
    void offer(Delivery delivery) throws InterruptedException {
        lock.lock();
        try {
            while (wait && waiting.size() >= capacity && !closed) {
                changed.await();
            }
            if (closed) {
                return;
            }
            if (waiting.size() >= capacity) {
                makeRoom();
            }
            waiting.add(delivery);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** The oldest frame result goes first; events only when nothing but events is left. */
    private void makeRoom() {
        for (Iterator<Delivery> each = waiting.iterator(); each.hasNext();) {
            if (each.next() instanceof Delivery.Result) {
                each.remove();
                dropped++;
                return;
            }
        }
        waiting.removeFirst();
        dropped++;
    }

    /** Waits until everything offered so far was delivered; false if that took longer than the time given. */
    boolean drain(long millis) throws InterruptedException {
        long left = TimeUnit.MILLISECONDS.toNanos(millis);
        lock.lock();
        try {
            while ((!waiting.isEmpty() || delivering) && !closed) {
                if (left <= 0) {
                    return false;
                }
                left = changed.awaitNanos(left);
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void run() {
        try {
            for (var next = take(); next != null; next = take()) {
                deliver(next);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Delivery take() throws InterruptedException {
        lock.lock();
        try {
            delivering = false;
            changed.signalAll();
            while (waiting.isEmpty() && !closed) {
                changed.await();
            }
            if (closed) {
                return null;
            }
            delivering = true;
            return waiting.removeFirst();
        } finally {
            lock.unlock();
        }
    }

    private void deliver(Delivery delivery) {
        try {
            delivery.to(listener);
        } catch (RuntimeException | LinkageError e) {
            if (causesLogged.size() < 20 && causesLogged.add(e.getClass() + String.valueOf(e.getMessage()))) {
                logger.log(Level.WARNING, "Listener " + name + " failed; told once per cause", e);
            }
        }
    }
}
