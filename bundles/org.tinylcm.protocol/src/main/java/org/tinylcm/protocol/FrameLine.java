package org.tinylcm.protocol;

import java.time.Instant;
import java.util.Map;

/**
 * One frame: a line of the frame log and of a run's report.
 *
 * @param frame number of the frame within its source; absent for one that could not be read
 * @param file what a person calls it
 * @param at when it was read (for a failure: when it was given up)
 * @param label winning label, a guess if {@code unknown}; absent for a failure
 * @param unknown true if the frame was like nothing known: the answer is "unknown"
 * @param truth true label where the source knows it
 * @param confidence 0..1
 * @param novelty mean distance to the neighbours
 * @param familiarity share of held-out known samples that were at least as novel, 0..1
 * @param verdicts verdict in lower case, by monitor
 * @param drifting true if at least one monitor was in drift
 * @param quarantined true if the frame was put aside
 * @param micros time of each stage in microseconds, by stage in lower case; stages that did not run are absent
 * @param failure why the frame was given up; absent for one that was classified
 */
public record FrameLine(int schemaVersion, Long frame, String file, Instant at, String label, boolean unknown,
        String truth, Double confidence, Double novelty, Double familiarity, Map<String, String> verdicts,
        boolean drifting, boolean quarantined, Map<String, Long> micros, String failure) implements Versioned {
    public static final int VERSION = 1;

    public FrameLine {
        Checks.required(file, "file");
        Checks.share(confidence, "confidence");
        Checks.share(familiarity, "familiarity");
        if ((label == null) == (failure == null)) {
            throw new IllegalArgumentException("there must be either 'label' or 'failure'");
        }
        verdicts = Checks.map(verdicts);
        micros = Checks.map(micros);
    }

    /** Of a frame that is not unknown. */
    public FrameLine(int schemaVersion, Long frame, String file, Instant at, String label, String truth,
            Double confidence, Double novelty, Double familiarity, Map<String, String> verdicts, boolean drifting,
            boolean quarantined, Map<String, Long> micros, String failure) {
        this(schemaVersion, frame, file, at, label, false, truth, confidence, novelty, familiarity, verdicts, drifting,
                quarantined, micros, failure);
    }
}
