package org.tinylcm.pack.internal.build;

import org.tinylcm.input.BadInputException;

/** Goes on without items that cannot be used, as long as they are few: a pack of half the data would be a surprise. */
final class RefusalLimit {
    private static final int NAMED = 10;
    private static final int ALWAYS_ALLOWED = 5;
    private static final double SHARE = 0.1;

    private final Samples samples;
    private final Progress progress;
    private int used;

    RefusalLimit(Samples samples, Progress progress) {
        this.samples = samples;
        this.progress = progress;
    }

    void used() {
        used++;
    }

    void refused(BadInputException problem) {
        samples.refuse(problem.getMessage());
        if (samples.refusals().size() <= NAMED) {
            progress.note("skipped " + problem.getMessage());
        }
    }

    /** @throws BadInputException too many were refused */
    void finish() {
        var refused = samples.refusals().size();
        if (refused > NAMED) {
            progress.note("skipped " + (refused - NAMED) + " more");
        }
        if (used == 0 || refused > ALWAYS_ALLOWED && refused > SHARE * (refused + used)) {
            throw new BadInputException("samples", refused + " of " + (refused + used) + " cannot be used",
                    "at most one in ten may be left out"
                    + (refused == 0 ? "" : "; the first: " + samples.refusals().get(0)));
        }
    }
}
