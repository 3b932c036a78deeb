package org.tinylcm.evaluation.internal;

import java.io.PrintStream;

/** A line at every tenth of the way. */
final class Progress {
    private final PrintStream out;
    private final String title;
    private final long total;
    private long done;

    /** @param total 0 if it is not known: then nothing is printed */
    Progress(PrintStream out, String title, long total) {
        this.out = out;
        this.title = title;
        this.total = total;
    }

    void step() {
        done++;
        if (total > 0 && done * 10 / total > (done - 1) * 10 / total) {
            out.println(title + ": " + done + " of " + total + " frames");
        }
    }
}
