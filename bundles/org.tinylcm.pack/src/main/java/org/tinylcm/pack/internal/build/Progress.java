package org.tinylcm.pack.internal.build;

/** Hears how far the work is. */
public interface Progress {
    /** {@code done} of {@code total} steps of a phase are done; total is -1 where it is not known. */
    void step(String phase, int done, int total);

    /** Something a person should know: one line. */
    void note(String line);
}
