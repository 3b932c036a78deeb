package org.tinylcm.protocol;

import java.util.List;

/** What became of commands; sent after the effect is saved on the device. Sending it again is harmless. */
public record CommandResults(int schemaVersion, List<Result> results) implements Versioned {
    public static final int VERSION = 1;

    public CommandResults {
        results = Checks.list(results);
    }

    /** @param detail why it was refused, or what came of it */
    public record Result(long sequence, boolean applied, String detail) {
    }
}
