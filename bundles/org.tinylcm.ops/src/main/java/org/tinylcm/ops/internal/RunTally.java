package org.tinylcm.ops.internal;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.tinylcm.drift.DriftEvent;
import org.tinylcm.feature.Stage;
import org.tinylcm.math.timing.TimeHistogram;
import org.tinylcm.pipeline.FrameResult;
import org.tinylcm.protocol.AdaptationDoc;
import org.tinylcm.protocol.RunSummary;

/** Counts along a run; bounded in memory but for the episodes of drift and the labels. For one thread at a time. */
final class RunTally {
    private static final Stage[] STAGES = Stage.values();

    /** What others know at the end. Null means not known. */
    record Surroundings(Long dropped, List<AdaptationDoc> adaptations, Integer snapshots, Long peakRssBytes,
            Instant processStart, Map<String, String> versions) {
    }

    private final Instant began;
    private final TimeHistogram[] times = new TimeHistogram[STAGES.length];
    private final TimeHistogram total = new TimeHistogram();
    private final Map<String, Long> labels = new TreeMap<>();
    private final Map<String, RunSummary.Episode> episodes = new LinkedHashMap<>();
    private Instant firstVerdict;
    private Instant lastVerdict;
    private long failures;
    private long quarantined;
    private long judged;
    private long correct;

    RunTally(Instant began) {
        this.began = began;
        for (int i = 0; i < times.length; i++) {
            times[i] = new TimeHistogram();
        }
    }

    void frame(FrameResult result, Instant now) {
        firstVerdict = firstVerdict == null ? now : firstVerdict;
        lastVerdict = now;
        for (var stage : STAGES) {
            if (result.nanos(stage) > 0) {
                times[stage.ordinal()].add(result.nanos(stage));
            }
        }
        total.add(result.totalNanos());
        labels.merge(result.label(), 1L, Long::sum);
        quarantined += result.quarantined() ? 1 : 0;
        if (result.frame().truth() != null) {
            judged++;
            correct += result.frame().truth().equals(result.label()) ? 1 : 0;
        }
    }

    void failure() {
        failures++;
    }

    void drift(DriftEvent event) {
        var monitor = event.reading().monitor();
        if (event.kind() == DriftEvent.Kind.ONSET) {
            episodes.put(event.episode(), new RunSummary.Episode(event.episode(), monitor, event.frame(), null));
        } else {
            var onset = episodes.get(event.episode());
            episodes.put(event.episode(), new RunSummary.Episode(event.episode(), monitor,
                    onset == null ? null : onset.onsetFrame(), event.frame()));
        }
    }

    RunSummary summary(Instant now, Surroundings around) {
        var timings = new LinkedHashMap<String, RunSummary.StageTime>();
        for (var stage : STAGES) {
            if (times[stage.ordinal()].count() > 0) {
                timings.put(FrameLines.stageName(stage), stageTime(times[stage.ordinal()]));
            }
        }
        timings.put("total", stageTime(total));
        return new RunSummary(total.count(), failures, around.dropped(), quarantined,
                Duration.between(began, now).toMillis(), framesPerSecond(), timings,
                new ArrayList<>(episodes.values()), around.adaptations(), around.snapshots(), labels,
                judged == 0 ? null : new RunSummary.Accuracy(judged, correct), around.peakRssBytes(),
                firstVerdict == null || around.processStart() == null ? null
                        : Duration.between(around.processStart(), firstVerdict).toMillis(), around.versions());
    }

    private Double framesPerSecond() {
        if (total.count() < 2) {
            return null;
        }
        var seconds = Duration.between(firstVerdict, lastVerdict).toNanos() / 1e9;
        return seconds <= 0 ? null : (total.count() - 1) / seconds;
    }

    private static RunSummary.StageTime stageTime(TimeHistogram times) {
        return new RunSummary.StageTime(times.count(), micros(times.percentile(0.50)), micros(times.percentile(0.95)),
                micros(times.percentile(0.99)), micros(times.max()));
    }

    private static double micros(long nanos) {
        return nanos / 1000.0;
    }
}
