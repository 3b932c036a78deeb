package org.tinylcm.updater.internal;

import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.osgi.framework.Bundle;

/** Runs steps that may hang, each on a thread that can be left behind. */
final class Steps {
    private static final long GRACE_SECONDS = 2;

    private final int seconds;
    private final Set<Long> hanging = new HashSet<>();

    /** @param seconds most time for a step */
    Steps(int seconds) {
        this.seconds = seconds;
    }

    /** Does something that may fail. */
    @FunctionalInterface
    interface Step {
        void run() throws Exception;
    }

    int seconds() {
        return seconds;
    }

    /** True if a step for this bundle never came back. */
    synchronized boolean hangs(long bundle) {
        return hanging.contains(bundle);
    }

    private synchronized void leave(Bundle bundle) {
        if (bundle != null) {
            hanging.add(bundle.getBundleId());
        }
    }

    /**
     * @param failure what is said if it fails, e.g. {@code X does not start}
     * @param bundle that hangs if the step does, null for none
     * @throws UpdateFailure it failed, or took too long
     */
    void run(String failure, Bundle bundle, Step step) throws InterruptedException {
        var task = new FutureTask<Void>(() -> {
            step.run();
            return null;
        });
        var thread = new Thread(task, "tinylcm-swap");
        thread.setDaemon(true);
        thread.start();
        try {
            task.get(seconds, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new UpdateFailure(failure + ": " + innermost(e.getCause()), e.getCause());
        } catch (TimeoutException e) {
            thread.interrupt();
            thread.join(TimeUnit.SECONDS.toMillis(GRACE_SECONDS));
            if (thread.isAlive()) {
                leave(bundle);
            }
            throw new UpdateFailure(failure + " within " + seconds + " s", e);
        } catch (InterruptedException e) {
            thread.interrupt();
            throw e;
        }
    }

    private static String innermost(Throwable problem) {
        var cause = problem;
        while (cause.getCause() != null && cause.getCause() != cause) {
            cause = cause.getCause();
        }
        return cause.getMessage() == null ? cause.getClass().getName()
                : cause.getClass().getSimpleName() + ": " + cause.getMessage();
    }
}
