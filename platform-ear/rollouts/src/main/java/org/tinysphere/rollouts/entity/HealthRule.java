package org.tinysphere.rollouts.entity;

import java.util.Locale;
import java.util.Optional;
import org.tinysphere.fleet.control.MetricChanges.Change;

/**
 * When a device that has confirmed a release is not well with it. What the device did not report is no sign of anything.
 *
 * @param latencyPercent by how much longer than before a frame may take
 * @param driftPercent by how much more often than before drift may begin, per frame
 * @param restarts so many restarts are too many
 */
public record HealthRule(int latencyPercent, int driftPercent, int restarts) {
    public static final String LATENCY = "pipeline.time.total.p50.micros";
    public static final String ONSETS = "pipeline.drift.onsets";
    public static final String FRAMES = "pipeline.frames";
    public static final String UPTIME = "process.uptime.seconds";
    /** Fewer say nothing: a single slow heartbeat is not an update's fault. */
    private static final int FEWEST_POINTS = 3;
    private static final int FEWEST_ONSETS = 3;
    private static final int FEWEST_FRAMES = 200;

    /** Figures before the release came, and after it was confirmed. */
    public record Figures(Change latency, Change onsets, Change frames, Change uptime) {
    }

    /** @return why it is not well */
    public Optional<String> unwell(Figures figures) {
        if (figures.uptime.after().falls() >= restarts) {
            return Optional.of("restarted " + figures.uptime.after().falls() + " times since the update");
        }
        var latency = figures.latency;
        if (latency.before().points() >= FEWEST_POINTS && latency.after().points() >= FEWEST_POINTS
                && exceeds(latency.after().mean(), latency.before().mean(), latencyPercent)) {
            return Optional.of(text("a frame takes %.1f ms, before the update %.1f ms", latency.after().mean() / 1000,
                    latency.before().mean() / 1000));
        }
        var before = figures.frames.before().rise();
        var after = figures.frames.after().rise();
        if (before >= FEWEST_FRAMES && after >= FEWEST_FRAMES && figures.onsets.after().rise() >= FEWEST_ONSETS) {
            var rate = figures.onsets.after().rise() / after * 1000;
            var former = figures.onsets.before().rise() / before * 1000;
            if (exceeds(rate, former, driftPercent)) {
                return Optional.of(text("drift began %.2f times in 1000 frames, before the update %.2f times", rate,
                        former));
            }
        }
        return Optional.empty();
    }

    private static boolean exceeds(double now, double before, int percent) {
        return now > before * (1 + percent / 100.0);
    }

    private static String text(String format, double now, double before) {
        return String.format(Locale.ROOT, format, now, before);
    }
}
