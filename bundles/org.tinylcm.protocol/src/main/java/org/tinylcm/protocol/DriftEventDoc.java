package org.tinylcm.protocol;

import java.time.Instant;
import java.util.List;

/**
 * Beginning or end of an episode of drift, with the sample at which the monitor decided.
 *
 * @param id unique id
 * @param episode id that onset and recovery of one episode share
 * @param kind {@link #ONSET} or {@link #RECOVERY}
 * @param at wall-clock time
 * @param frame number of the frame
 * @param file name of the frame
 * @param reading figures of the monitor
 * @param sample what the pipeline made of the frame
 * @param neighbours prototypes that decided, nearest first
 * @param image name of the picture's file beside this document; absent if none was kept
 */
public record DriftEventDoc(int schemaVersion, String id, String episode, String kind, Instant at, long frame,
        String file, Reading reading, Sample sample, List<Near> neighbours, String image) implements Versioned {
    public static final int VERSION = 1;
    public static final String ONSET = "onset";
    public static final String RECOVERY = "recovery";

    public DriftEventDoc {
        Checks.required(id, "id");
        Checks.required(episode, "episode");
        if (!ONSET.equals(kind) && !RECOVERY.equals(kind)) {
            throw new IllegalArgumentException("'kind' must be onset or recovery, not '" + kind + "'");
        }
        Checks.required(at, "at");
        Checks.required(reading, "reading");
        neighbours = Checks.list(neighbours);
    }

    /**
     * @param monitor id of the monitor
     * @param metric what it watches
     * @param current value of the metric at this frame
     * @param reference mean of the metric in the reference
     * @param statistic value of the test statistic
     * @param threshold statistic at which drift begins
     */
    public record Reading(String monitor, String metric, Double current, Double reference, Double statistic,
            Double threshold) {
        public Reading {
            Checks.required(monitor, "monitor");
        }
    }

    /**
     * @param label winning label
     * @param truth true label where the source knows it
     * @param confidence 0..1
     * @param novelty mean distance to the neighbours
     * @param familiarity share of held-out known samples that were at least as novel, 0..1
     * @param features transformed features; may be absent
     */
    public record Sample(String label, String truth, Double confidence, Double novelty, Double familiarity,
            float[] features) {
        public Sample {
            Checks.required(label, "label");
            Checks.share(confidence, "confidence");
            Checks.share(familiarity, "familiarity");
        }
    }

    /** A prototype and how far away it is. */
    public record Near(String label, Double distance) {
    }
}
