package org.tinylcm.state.internal;

/** What a snapshot may be at most; the same when it is written as when it is read. */
final class Limits {
    static final int JSON_BYTES = 16 << 20;
    static final int BLOCK_BYTES = 64 << 20;
    static final int DEPTH = 16;
    static final int VALUES = 500_000;
    static final int STRING = 100_000;

    private Limits() {
    }
}
