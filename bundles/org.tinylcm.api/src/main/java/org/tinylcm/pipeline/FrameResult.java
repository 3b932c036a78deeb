package org.tinylcm.pipeline;

import java.util.List;
import org.tinylcm.classify.Classification;
import org.tinylcm.feature.Stage;
import org.tinylcm.frame.Frame;

/**
 * Everything that is known of one frame after the pipeline. Immutable; arrays are shared, nobody may write to them.
 *
 * @param frame the frame itself, payload included
 * @param label winning label; a guess if {@code unknown}
 * @param unknown true if the frame is like nothing known
 * @param confidence 0..1
 * @param novelty mean distance to the neighbours
 * @param familiarity share of held-out known samples that were at least as novel, 0..1
 * @param neighbours nearest first
 * @param features transformed features
 * @param verdicts one per monitor
 * @param drifting true if at least one monitor is in drift
 * @param quarantined true if the frame was put aside
 * @param nanosByStage time by {@link Stage#ordinal}, nanoseconds; 0 for a stage that did not run
 */
public record FrameResult(Frame frame, String label, boolean unknown, double confidence, double novelty,
        double familiarity, List<Neighbour> neighbours, float[] features, List<MonitorVerdict> verdicts,
        boolean drifting, boolean quarantined, long[] nanosByStage) {

    /** Of a frame that is not unknown. */
    public FrameResult(Frame frame, String label, double confidence, double novelty, double familiarity,
            List<Neighbour> neighbours, float[] features, List<MonitorVerdict> verdicts, boolean drifting,
            boolean quarantined, long[] nanosByStage) {
        this(frame, label, false, confidence, novelty, familiarity, neighbours, features, verdicts, drifting,
                quarantined, nanosByStage);
    }

    /** What to tell: the label, or {@link Classification#UNKNOWN}. */
    public String answer() {
        return unknown ? Classification.UNKNOWN : label;
    }

    public long nanos(Stage stage) {
        return nanosByStage[stage.ordinal()];
    }

    public long totalNanos() {
        long total = 0;
        for (long nanos : nanosByStage) {
            total += nanos;
        }
        return total;
    }
}
