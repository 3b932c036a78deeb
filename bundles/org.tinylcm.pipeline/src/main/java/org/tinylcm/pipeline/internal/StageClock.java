package org.tinylcm.pipeline.internal;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.tinylcm.feature.Stage;
import org.tinylcm.feature.StageTimer;
import org.tinylcm.math.timing.TimeHistogram;
import org.tinylcm.pipeline.StageTimings;

/** Times of the frame under way, and their distribution since the start. Written by the frame thread only. */
final class StageClock implements StageTimer {
    private static final Stage[] STAGES = Stage.values();

    private final TimeHistogram[] histograms = new TimeHistogram[STAGES.length];
    private final TimeHistogram total = new TimeHistogram();
    private final long[] nanos = new long[STAGES.length];
    private long last;

    StageClock() {
        for (int i = 0; i < histograms.length; i++) {
            histograms[i] = new TimeHistogram();
        }
    }

    void start() {
        Arrays.fill(nanos, 0);
        last = System.nanoTime();
    }

    @Override
    public void ended(Stage stage) {
        long now = System.nanoTime();
        nanos[stage.ordinal()] = now - last;
        last = now;
    }

    /** Times of the frame so far, by ordinal of the stage. */
    long[] copy() {
        return nanos.clone();
    }

    /** The frame is done: its times count. */
    void count() {
        long sum = 0;
        for (int i = 0; i < nanos.length; i++) {
            if (nanos[i] > 0) {
                histograms[i].add(nanos[i]);
                sum += nanos[i];
            }
        }
        total.add(sum);
    }

    Map<String, StageTimings> timings() {
        var timings = new LinkedHashMap<String, StageTimings>();
        for (var stage : STAGES) {
            timings.put(stage.name().toLowerCase(Locale.ROOT), timings(histograms[stage.ordinal()]));
        }
        timings.put("total", timings(total));
        return timings;
    }

    private static StageTimings timings(TimeHistogram times) {
        return new StageTimings(times.count(), times.percentile(0.50), times.percentile(0.95), times.percentile(0.99),
                times.max());
    }
}
