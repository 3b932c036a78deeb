package org.tinysphere.rollouts.control;

import java.util.Locale;
import java.util.function.Supplier;
import org.tinylcm.release.RefusedException;
import org.tinysphere.core.control.Problem;

/** Broken rules of files and signatures as answers: 422, with the rule's name as type. */
final class Refusals {
    private Refusals() {
    }

    /** Works on something from outside. */
    @FunctionalInterface
    interface Step<T> {
        T run() throws java.io.IOException;
    }

    /** @throws Problem 422 {@code unsigned}, {@code signature}, {@code expired}, {@code downgraded}, … */
    static <T> T asProblem(Step<T> step) throws java.io.IOException {
        try {
            return step.run();
        } catch (RefusedException e) {
            throw of(e);
        }
    }

    /** The same without files. */
    static <T> T check(Supplier<T> step) {
        try {
            return step.get();
        } catch (RefusedException e) {
            throw of(e);
        }
    }

    private static Problem of(RefusedException e) {
        return new Problem(422, e.reason().name().toLowerCase(Locale.ROOT).replace('_', '-'), e.getMessage());
    }
}
