package org.tinylcm.classifier.knn.internal;

import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * Working memory for the threads that search at the same time. It belongs to the model and goes with it: in a thread-local
 * variable it would hold on to the classes of a replaced bundle for as long as the thread lives.
 */
final class ScratchPool {
    /** Frames, adaptation and evaluation; more threads allocate. */
    private static final int IDLE = 4;

    private final AtomicReferenceArray<Scratch> idle = new AtomicReferenceArray<>(IDLE);

    Scratch take() {
        for (int i = 0; i < IDLE; i++) {
            var scratch = idle.getAndSet(i, null);
            if (scratch != null) {
                return scratch;
            }
        }
        return new Scratch();
    }

    void giveBack(Scratch scratch) {
        for (int i = 0; i < IDLE; i++) {
            if (idle.compareAndSet(i, null, scratch)) {
                return;
            }
        }
    }
}
