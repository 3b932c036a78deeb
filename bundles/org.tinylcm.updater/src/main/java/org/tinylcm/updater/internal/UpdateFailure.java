package org.tinylcm.updater.internal;

/** An update does not go on. The message is one sentence for people. */
final class UpdateFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UpdateFailure(String message) {
        super(message);
    }

    UpdateFailure(String message, Throwable cause) {
        super(message, cause);
    }
}
