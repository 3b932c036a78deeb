package org.tinylcm.bench;

/** Something is missing that a benchmark needs; the message tells a person what. */
final class BenchException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    BenchException(String message) {
        super(message);
    }
}
