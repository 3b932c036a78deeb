package org.tinylcm.shell.internal;

/** A command could not do what it was asked for. The message is one line for a person. */
final class CommandFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;
    static final int FAILED = 1;
    static final int USAGE = 2;
    static final int MISSING = 3;
    private final int exitCode;

    CommandFailure(int exitCode, String message) {
        super(message);
        this.exitCode = exitCode;
    }

    int exitCode() {
        return exitCode;
    }
}
