package org.tinylcm.evaluation.internal;

/** A run that gives no result; the message is one line for the person who started it. */
final class FailedRun extends RuntimeException {
    private static final long serialVersionUID = 1L;

    FailedRun(String message) {
        super(message);
    }
}
