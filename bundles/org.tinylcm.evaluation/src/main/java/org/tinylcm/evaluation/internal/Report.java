package org.tinylcm.evaluation.internal;

import java.util.List;
import java.util.Map;

/**
 * Everything that {@code report.json} holds, in its order. What each figure means stands in {@code docs/evaluation.md}.
 * A figure that does not exist is null. Frames are counted from 0; shares are 0..1; points are hundredths.
 */
record Report(int schemaVersion, RunRecord.Pack pack, Stream stream, Rules rules, List<SegmentFigures> segments,
        Novelty novelty, List<Adaptation> adaptations, Totals totals, List<Repeat> repeats) {
    static final int VERSION = 1;

    record Stream(String file, int frames, int classified, int givenUp, String firstCause) {
    }

    /** What the figures depend on besides pack and stream. */
    record Rules(boolean adaptation, List<String> stableSegments, int grace, int window, List<String> settings) {
    }

    /** A monitor's episode began or ended at a frame. */
    record Event(int frame, String monitor) {
    }

    record SegmentFigures(String name, int firstFrame, int frames, String kind, Double accuracy,
            Double accuracyWithoutAdaptation, List<Event> onsets, List<Event> recoveries, Integer firstOnsetDelay,
            boolean missed, int falseAlarms, int aftermath) {
    }

    /** Shares of frames answered with "unknown" by the run without adaptation. */
    record Novelty(int knownFrames, int novelFrames, Map<String, Double> auroc, Double knownUnknown,
            Double novelUnknown) {
    }

    record Adaptation(int frame, String pseudoClass, int samples, String meaning, double purity, String outcome,
            Integer rolledBackAt, String trigger, String reason) {
    }

    /** The same frames with and without adaptation; gain in points. */
    record Pair(int frames, Double accuracy, Double accuracyWithoutAdaptation, Double gainPoints) {
    }

    /** Alarms of one run. */
    record Alarms(int onsets, int recoveries, int stableFrames, int falseAlarms, Double falseAlarmsPer1000,
            Map<String, Integer> falseAlarmsByMonitor, int aftermath, int changedSegments, List<String> missedSegments,
            Double meanFirstOnsetDelay, Integer largestFirstOnsetDelay) {
    }

    /** Since the first adaptation that stayed. */
    record After(int frame, Pair all, Pair knownClasses, Pair novelClasses) {
    }

    /** The worst stretch of {@code frames} frames: accuracy with adaptation less accuracy without, in points. */
    record Worst(int frames, int firstFrame, double points) {
    }

    record Totals(int frames, Double accuracy, Double accuracyWithoutAdaptation, Pair knownClasses, Pair novelClasses,
            After afterAdaptation, Worst worstStretch, Alarms alarms, Alarms alarmsWithoutAdaptation, int accepted,
            int rolledBack, int refused, Double meanPurity) {
    }

    /** The same rows in another order within their segments. */
    record Repeat(long seed, int frames, int stableFrames, int falseAlarms, int changedSegments, int missedSegments,
            Double meanFirstOnsetDelay, Double accuracy, Double accuracyWithoutAdaptation, Double gainAfterAdaptation,
            Double knownClassesGainAfterAdaptation, Double worstStretchPoints) {
    }
}
