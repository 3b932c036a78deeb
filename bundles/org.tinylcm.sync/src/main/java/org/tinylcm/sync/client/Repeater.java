package org.tinylcm.sync.client;

import static java.lang.System.Logger.Level.ERROR;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Runs a task again and again, each time after the pause that it asked for, or at once if poked. */
final class Repeater {
    private static final System.Logger logger = System.getLogger(Repeater.class.getName());
    private static final Duration AFTER_BUG = Duration.ofMinutes(1);
    private final ScheduledExecutorService executor;
    private final Supplier<Duration> task;
    private ScheduledFuture<?> next;
    private boolean running;
    private boolean poked;
    private boolean stopped;
    private volatile Instant due;

    Repeater(ScheduledExecutorService executor, Supplier<Duration> task) {
        this.executor = executor;
        this.task = task;
    }

    synchronized void start(Duration pause) {
        schedule(pause);
    }

    /** Runs it soon, if it is not running; once more if it is. */
    synchronized void poke() {
        if (running) {
            poked = true;
        } else if (next != null && next.cancel(false)) {
            schedule(Duration.ZERO);
        }
    }

    synchronized void stop() {
        stopped = true;
        if (next != null) {
            next.cancel(false);
        }
    }

    /** When it runs next, null if it runs now or not at all. */
    Instant due() {
        return due;
    }

    private void run() {
        synchronized (this) {
            if (stopped) {
                return;
            }
            running = true;
            due = null;
        }
        var pause = AFTER_BUG;
        try {
            pause = task.get();
        } catch (RuntimeException e) {
            logger.log(ERROR, "The synchronisation has a fault; it goes on in a minute", e);
        } finally {
            synchronized (this) {
                running = false;
                schedule(poked ? Duration.ZERO : pause);
                poked = false;
            }
        }
    }

    private void schedule(Duration pause) {
        if (stopped) {
            return;
        }
        try {
            next = executor.schedule(this::run, Math.max(0, pause.toMillis()), TimeUnit.MILLISECONDS);
            due = Instant.now().plus(pause);
        } catch (RejectedExecutionException e) {
            // The executor was shut down: so is the device.
            stopped = true;
        }
    }
}
