package org.tinylcm.launcher;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.FrameworkEvent;
import org.osgi.framework.SynchronousBundleListener;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.startlevel.FrameworkStartLevel;

/**
 * Looks after the start of a set that is on trial: notes which bundle is being started, and ends the process if the
 * start hangs, or if nobody confirms the set. The process's next start goes on from there.
 */
final class TrialWatch {
    /** System property: most seconds that a start on trial may take. */
    private static final String START_SECONDS = "tinylcm.update.start.seconds";
    /** System property: most seconds until a set on trial must be confirmed. */
    private static final String CONFIRM_SECONDS = "tinylcm.update.confirm.seconds";
    private static final int EXIT = 70;
    private static final System.Logger logger = System.getLogger(TrialWatch.class.getName());

    private final StartSet set;
    private final CountDownLatch started = new CountDownLatch(1);

    private TrialWatch(StartSet set) {
        this.set = set;
    }

    /** To be called before the framework is started. */
    static void over(StartSet set, Framework framework, int startLevel) {
        var watch = new TrialWatch(set);
        var context = framework.getBundleContext();
        context.addBundleListener((SynchronousBundleListener) event -> {
            if (event.getType() == BundleEvent.STARTING && watch.started.getCount() > 0) {
                set.note("while " + event.getBundle().getSymbolicName() + " " + event.getBundle().getVersion()
                        + " was started");
            }
        });
        context.addFrameworkListener(event -> {
            if (event.getType() == FrameworkEvent.STARTLEVEL_CHANGED && context.getBundle().getState()
                    == Bundle.ACTIVE && level(framework) >= startLevel) {
                set.note("while it was running");
                watch.started.countDown();
            }
        });
        var thread = new Thread(watch::run, "tinylcm-trial");
        thread.setDaemon(true);
        thread.start();
    }

    private static int level(Framework framework) {
        return framework.adapt(FrameworkStartLevel.class).getStartLevel();
    }

    private void run() {
        try {
            if (!started.await(Long.getLong(START_SECONDS, 120), TimeUnit.SECONDS)) {
                end("The start of the new set hangs");
            }
            var end = System.nanoTime() + TimeUnit.SECONDS.toNanos(Long.getLong(CONFIRM_SECONDS, 1800));
            while (set.undecided()) {
                if (System.nanoTime() > end) {
                    set.revert("nobody confirmed the new set within " + Long.getLong(CONFIRM_SECONDS, 1800) + " s");
                    end("Nobody confirmed the new set");
                }
                TimeUnit.SECONDS.sleep(1);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** What hangs cannot be trusted to stop. */
    private static void end(String why) {
        logger.log(System.Logger.Level.ERROR, "{0}: the process ends, to be started again", why);
        Runtime.getRuntime().halt(EXIT);
    }
}
