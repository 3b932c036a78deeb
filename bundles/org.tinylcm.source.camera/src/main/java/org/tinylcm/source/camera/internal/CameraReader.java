package org.tinylcm.source.camera.internal;

import java.io.IOException;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Reads a feed without end: when it ends, fails, or gives no picture for too long, it is opened again after a pause that
 * doubles each time (and a quarter by chance, so that many devices do not come back at once) until pictures come
 * steadily.
 */
final class CameraReader {
    private static final System.Logger LOGGER = System.getLogger(CameraReader.class.getName());
    private static final long LONGEST_PAUSE = TimeUnit.SECONDS.toNanos(30);
    /** A camera that gives one picture and fails again has not recovered. */
    private static final long STEADY = TimeUnit.SECONDS.toNanos(10);

    private final Feed feed;
    private final FrameBuffer buffer;
    private final long firstPause;
    private final long singlePause;
    private final long stallNanos;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread = new Thread(this::run, "tinylcm-camera");
    private final ScheduledThreadPoolExecutor watchdog;
    private final AtomicLong refused = new AtomicLong();
    private final Object handover = new Object();
    private Feed.Connection connection;
    private volatile long progressAt = System.nanoTime();
    private volatile boolean stalled;
    private long pause;
    private String trouble = "";

    CameraReader(Feed feed, FrameBuffer buffer, int fps, long firstPauseMillis, long stallMillis) {
        this.feed = feed;
        this.buffer = buffer;
        this.firstPause = TimeUnit.MILLISECONDS.toNanos(firstPauseMillis);
        this.pause = firstPause;
        this.singlePause = TimeUnit.SECONDS.toNanos(1) / fps;
        this.stallNanos = TimeUnit.MILLISECONDS.toNanos(stallMillis);
        thread.setDaemon(true);
        watchdog = new ScheduledThreadPoolExecutor(1, task -> {
            var dog = new Thread(task, "tinylcm-camera-watchdog");
            dog.setDaemon(true);
            return dog;
        });
    }

    void start() {
        thread.start();
        watchdog.scheduleWithFixedDelay(this::checkProgress, stallNanos / 4, stallNanos / 4, TimeUnit.NANOSECONDS);
    }

    long refused() {
        return refused.get();
    }

    void close() {
        closed.countDown();
        watchdog.shutdownNow();
        thread.interrupt();
        disconnect();
    }

    private void run() {
        try {
            while (closed.getCount() > 0) {
                var wait = readOnce();
                closed.await(wait, TimeUnit.NANOSECONDS);
            }
        } catch (InterruptedException e) {
            // Closed: that is how this thread ends.
            Thread.currentThread().interrupt();
        } finally {
            disconnect();
        }
    }

    /** @return nanoseconds to wait before the next time */
    private long readOnce() throws InterruptedException {
        progressAt = System.nanoTime();
        stalled = false;
        String reason;
        try {
            var opened = feed.open();
            synchronized (handover) {
                connection = opened;
            }
            var pictures = readAll(opened.splitter());
            if (opened.single() && pictures > 0) {
                recovered();
                return singlePause;
            }
            reason = opened.lastWords();
        } catch (IOException e) {
            reason = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
        } finally {
            disconnect();
        }
        if (closed.getCount() == 0) {
            return 0;
        }
        warn(stalled ? "no picture for " + TimeUnit.NANOSECONDS.toSeconds(stallNanos) + " s" : reason);
        var now = pause + ThreadLocalRandom.current().nextLong(pause / 4 + 1);
        pause = Math.min(2 * pause, LONGEST_PAUSE);
        return now;
    }

    private long readAll(Splitter splitter) throws IOException {
        var openedAt = System.nanoTime();
        var pictures = 0L;
        var counted = 0L;
        try {
            byte[] bytes;
            while (closed.getCount() > 0 && (bytes = splitter.next()) != null) {
                buffer.put(new FrameBuffer.Picture(bytes, Instant.now()));
                pictures++;
                progressAt = System.nanoTime();
                if (progressAt - openedAt > STEADY) {
                    recovered();
                }
                refused.addAndGet(splitter.refused() - counted);
                counted = splitter.refused();
            }
            return pictures;
        } finally {
            refused.addAndGet(splitter.refused() - counted);
        }
    }

    private void checkProgress() {
        if (System.nanoTime() - progressAt > stallNanos) {
            stalled = true;
            disconnect();
        }
    }

    private void disconnect() {
        Feed.Connection open;
        synchronized (handover) {
            open = connection;
            connection = null;
        }
        if (open != null) {
            open.close();
        }
    }

    private void warn(String reason) {
        if (!reason.equals(trouble)) {
            trouble = reason;
            LOGGER.log(System.Logger.Level.WARNING, "no pictures from {0} ({1}); trying again", feed.description(),
                    reason);
        }
    }

    private void recovered() {
        pause = firstPause;
        if (!trouble.isEmpty()) {
            trouble = "";
            LOGGER.log(System.Logger.Level.INFO, "pictures again from {0}", feed.description());
        }
    }
}
