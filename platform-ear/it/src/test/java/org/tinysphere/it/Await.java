package org.tinysphere.it;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;

/** Waits for a condition, ten seconds if nothing else is said. */
final class Await {
    private Await() {
    }

    static void until(String what, Callable<Boolean> condition) {
        until(what, Duration.ofSeconds(10), condition);
    }

    static void until(String what, Duration most, Callable<Boolean> condition) {
        var end = System.nanoTime() + most.toNanos();
        try {
            while (!condition.call()) {
                if (System.nanoTime() > end) {
                    throw new AssertionError("not within " + most.toSeconds() + " s: " + what);
                }
                LockSupport.parkNanos(50_000_000);
            }
        } catch (Exception e) {
            throw new AssertionError(what, e);
        }
    }
}
