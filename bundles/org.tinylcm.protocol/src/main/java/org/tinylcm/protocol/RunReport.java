package org.tinylcm.protocol;

import java.util.List;

/** Report of one run: every frame, then the summary. */
public record RunReport(int schemaVersion, List<FrameLine> frames, RunSummary summary) implements Versioned {
    public static final int VERSION = 1;

    public RunReport {
        frames = Checks.list(frames);
        Checks.required(summary, "summary");
    }
}
