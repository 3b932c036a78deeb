package org.tinylcm.protocol;

import java.util.List;
import java.util.Map;

/**
 * A run in figures.
 *
 * @param frames frames classified
 * @param failures frames given up
 * @param dropped frames that a live source dropped; absent if not known
 * @param quarantined frames put aside
 * @param wallMillis from the start of the report to its end
 * @param framesPerSecond frames by the time from the first to the last verdict; absent for fewer than two frames
 * @param timings time by stage in lower case, {@code total} included
 * @param episodes episodes of drift, in the order of their onset
 * @param adaptations decisions on the device's own changes
 * @param snapshots snapshots that exist; absent if not known
 * @param labels frames by label
 * @param accuracy against the truth; absent if no frame's truth is known
 * @param peakRssBytes most memory that the process had; absent if not known
 * @param startToFirstVerdictMillis from the start of the process; absent if not known or nothing was classified
 * @param versions bundles and runtime by name
 */
public record RunSummary(long frames, long failures, Long dropped, long quarantined, long wallMillis,
        Double framesPerSecond, Map<String, StageTime> timings, List<Episode> episodes,
        List<AdaptationDoc> adaptations, Integer snapshots, Map<String, Long> labels, Accuracy accuracy,
        Long peakRssBytes, Long startToFirstVerdictMillis, Map<String, String> versions) {
    public RunSummary {
        timings = Checks.map(timings);
        episodes = Checks.list(episodes);
        adaptations = Checks.list(adaptations);
        labels = Checks.map(labels);
        versions = Checks.map(versions);
    }

    /** Percentiles of a stage's time, microseconds. */
    public record StageTime(long frames, double p50, double p95, double p99, double max) {
    }

    /**
     * @param id id of the episode
     * @param monitor monitor that found it
     * @param onsetFrame number of the frame at which it began; absent if it began before the report
     * @param recoveryFrame number of the frame at which it ended; absent if it has not
     */
    public record Episode(String id, String monitor, Long onsetFrame, Long recoveryFrame) {
    }

    /**
     * @param judged frames whose truth is known
     * @param correct those of them that were labelled so
     */
    public record Accuracy(long judged, long correct) {
        public double share() {
            return judged == 0 ? Double.NaN : (double) correct / judged;
        }
    }
}
