package org.tinylcm.bench;

import java.util.concurrent.Callable;

/** Heap that an object and what only it refers to takes. */
final class Footprint {
    private static final int COPIES = 200;

    private Footprint() {
    }

    /** Kilobytes of one, from the difference that {@value #COPIES} of them make. */
    static double kilobytes(Callable<?> maker) throws Exception {
        maker.call();
        var kept = new Object[COPIES];
        long before = used();
        for (int i = 0; i < COPIES; i++) {
            kept[i] = maker.call();
        }
        long after = used();
        if (kept[COPIES - 1] == null) {
            throw new IllegalStateException("nothing was made");
        }
        return Math.max(0, after - before) / 1024.0 / COPIES;
    }

    private static long used() {
        // The serial collector leaves some dead objects where they are, except at every fourth collection.
        for (int i = 0; i < 5; i++) {
            System.gc();
        }
        var runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }
}
