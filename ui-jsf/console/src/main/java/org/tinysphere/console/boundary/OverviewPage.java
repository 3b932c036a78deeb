package org.tinysphere.console.boundary;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.tinysphere.analytics.control.OperationFigures;
import org.tinysphere.analytics.control.Span;
import org.tinysphere.console.control.Waiting;
import org.tinysphere.core.control.Notifications;
import org.tinysphere.core.control.WorkQueue;
import org.tinysphere.drifthub.control.DriftEvents;
import org.tinysphere.fleet.control.Devices;
import org.tinysphere.rollouts.control.RolloutViews;

/** How the fleet is, and what needs somebody now. */
@Named("overview")
@RequestScoped
public class OverviewPage {
    private static final int SOME = 6;
    private static final Duration STOPPED_FOR = Duration.ofDays(7);
    @Inject
    private Console console;
    @Inject
    private Devices devices;
    @Inject
    private DriftEvents events;
    @Inject
    private WorkQueue work;
    @Inject
    private Notifications notifications;
    @Inject
    private OperationFigures operations;
    @Inject
    private RolloutViews rollouts;
    @Inject
    private Waiting waiting;
    private final Once once = new Once();
    private Map<String, Long> counts;

    public Map<String, Long> counts() {
        if (counts == null) {
            counts = devices.counts();
        }
        return counts;
    }

    public long devices() {
        return counts().entrySet().stream().filter(entry -> !entry.getKey().equals("retired"))
                .mapToLong(Map.Entry::getValue).sum();
    }

    public long count(String state) {
        return counts().getOrDefault(state, 0L);
    }

    public long driftToLabel() {
        return waiting.driftToLabel();
    }

    public long deadLetters() {
        return waiting.deadLetters();
    }

    public List<DriftEvents.Line> drift() {
        return once.of("drift", () ->
                events.list(new DriftEvents.Wanted(null, null, "new", null, null, null), null, SOME));
    }

    public List<Devices.Line> failing() {
        return once.of("failing", () -> devices.list(new Devices.Filter(null, null, null, "failing", null), "", SOME));
    }

    public List<WorkQueue.View> dead() {
        return once.of("dead", () -> work.list("dead", null, Long.MAX_VALUE, SOME));
    }

    /** Rollouts that stopped by themselves in the last days. */
    public List<RolloutViews.Line> stopped() {
        return once.of("stopped", () -> rollouts.stopped(Instant.now().minus(STOPPED_FOR), SOME));
    }

    public List<Notifications.View> news() {
        return once.of("news", () -> notifications.of(console.user(), false, Long.MAX_VALUE, SOME));
    }

    public OperationFigures.Figures week() {
        return once.of("week", () -> operations.total(Span.lastDays(7, null)));
    }
}
