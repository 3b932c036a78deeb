package org.tinylcm.source.directory.internal;

import java.io.Closeable;
import java.util.Map;
import org.tinylcm.state.ComponentState;

/** Gives one file after the other. Called by the frame thread only. */
interface Feed extends Closeable {

    /** @return the next file, or null if none comes within the time */
    Item next(long timeoutNanos) throws InterruptedException;

    boolean ended();

    /** Number of files in all, -1 if that is not known. */
    long total();

    /** Adds what it must know to go on. */
    void save(Map<String, Object> values, Map<String, float[]> vectors);

    /**
     * @param sameRun true if the state comes from an instance in this process
     * @throws IllegalArgumentException the state cannot be used; nothing has changed
     */
    void restore(ComponentState state, boolean sameRun);

    @Override
    void close();
}
