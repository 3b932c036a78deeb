package org.tinylcm.ops.internal;

import java.io.IOException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Writes lines on a thread of its own, so that whoever logs never waits for a disk or a terminal: when the bounded
 * queue is full, the line is dropped and counted.
 */
final class LineWriter implements AutoCloseable {

    /** Where lines go; used by the writer's thread alone. */
    interface Sink extends AutoCloseable {
        void write(byte[] line) throws IOException;

        /** Nothing more waits at the moment. */
        void flush() throws IOException;

        @Override
        void close() throws IOException;
    }

    private static final byte[] END = new byte[0];
    private static final long CLOSE_SECONDS = 3;
    private final BlockingQueue<byte[]> queue;
    private final Sink sink;
    private final AtomicLong dropped = new AtomicLong();
    private final AtomicLong failed = new AtomicLong();
    private final Thread thread;

    LineWriter(String name, int capacity, Sink sink) {
        queue = new ArrayBlockingQueue<>(capacity);
        this.sink = sink;
        thread = new Thread(this::run, name);
        thread.setDaemon(true);
        thread.start();
    }

    /** Never waits. */
    void offer(byte[] line) {
        if (line.length > 0 && !queue.offer(line)) {
            dropped.incrementAndGet();
        }
    }

    /** Lines dropped because the queue was full. */
    long dropped() {
        return dropped.get();
    }

    /** Lines that the sink could not take: disk full, terminal gone. */
    long failed() {
        return failed.get();
    }

    /** Writes what waits, for at most a few seconds. */
    @Override
    public void close() {
        try {
            if (queue.offer(END, CLOSE_SECONDS, TimeUnit.SECONDS)) {
                thread.join(TimeUnit.SECONDS.toMillis(CLOSE_SECONDS));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        thread.interrupt();
    }

    private void run() {
        try (sink) {
            for (var line = queue.take(); line != END; line = queue.take()) {
                write(line);
            }
        } catch (InterruptedException | IOException e) {
            // Interrupted: close() gave up on a sink that hangs. The log itself has nowhere to log to.
            failed.incrementAndGet();
        }
    }

    private void write(byte[] line) {
        try {
            sink.write(line);
            if (queue.isEmpty()) {
                sink.flush();
            }
        } catch (IOException e) {
            failed.incrementAndGet();
        }
    }
}
