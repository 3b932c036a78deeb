package org.tinylcm.source.camera.internal;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** The newest pictures; an old one goes when a new one needs its place. */
final class FrameBuffer {

    record Picture(byte[] bytes, Instant at) {
    }

    private final int capacity;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final ArrayDeque<Picture> pictures = new ArrayDeque<>();
    private long dropped;
    private boolean closed;

    FrameBuffer(int capacity) {
        this.capacity = capacity;
    }

    void put(Picture picture) {
        lock.lock();
        try {
            if (pictures.size() == capacity) {
                pictures.remove();
                dropped++;
            }
            pictures.add(picture);
            changed.signal();
        } finally {
            lock.unlock();
        }
    }

    /** @return the oldest picture kept, null if none comes in time or the buffer is closed */
    Picture take(long timeoutNanos) throws InterruptedException {
        lock.lock();
        try {
            var left = timeoutNanos;
            while (pictures.isEmpty() && !closed && left > 0) {
                left = changed.awaitNanos(left);
            }
            return closed ? null : pictures.poll();
        } finally {
            lock.unlock();
        }
    }

    long dropped() {
        lock.lock();
        try {
            return dropped;
        } finally {
            lock.unlock();
        }
    }

    void close() {
        lock.lock();
        try {
            closed = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
