package org.tinysphere.it;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;

/** Waits for a condition, at most ten seconds. */
final class Await {
    private Await() {
    }

    static void until(String what, Callable<Boolean> condition) {
        var end = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        try {
            while (!condition.call()) {
                if (System.nanoTime() > end) {
                    throw new AssertionError("not within 10 s: " + what);
                }
                LockSupport.parkNanos(50_000_000);
            }
        } catch (Exception e) {
            throw new AssertionError(what, e);
        }
    }
}
