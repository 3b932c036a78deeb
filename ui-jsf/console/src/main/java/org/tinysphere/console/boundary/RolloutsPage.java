package org.tinysphere.console.boundary;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.List;
import org.tinysphere.core.boundary.Page;
import org.tinysphere.rollouts.control.Releases;
import org.tinysphere.rollouts.control.RolloutViews;
import org.tinysphere.rollouts.entity.RolloutState;
import org.tinysphere.rollouts.entity.Waves.Wave;

/** Rollouts: all of them, and one with its waves, devices and history. */
@Named("rollouts")
@RequestScoped
public class RolloutsPage {
    private static final int SOME = 50;
    private static final int RELEASES = 100;
    @Inject
    private Query q;
    @Inject
    private Formats f;
    @Inject
    private RolloutViews rollouts;
    @Inject
    private Releases releases;
    private final Once once = new Once();

    public Listing<RolloutViews.Line> list() {
        return once.of("list", () -> Listing.of(Page.of(rollouts.list(Page.number(q.text("after"), Long.MAX_VALUE),
                Listing.SIZE + 1), Listing.SIZE, line -> String.valueOf(line.id())), q));
    }

    /** The one that the address names. */
    public RolloutViews.Detail detail() {
        return once.of("detail", () -> rollouts.detail(q.number("id")));
    }

    public boolean may(String next) {
        return RolloutState.of(detail().rollout().state()).mayBecome(RolloutState.of(next));
    }

    public Listing<RolloutViews.DeviceLine> devices() {
        return once.of("devices", () -> Listing.of(Page.of(rollouts.devices(q.number("id"), q.text("outcome"),
                Page.key(q.text("after"), ""), Listing.SIZE + 1), Listing.SIZE, RolloutViews.DeviceLine::device), q));
    }

    public List<RolloutViews.Entry> history() {
        return once.of("history", () -> rollouts.history(q.number("id"), Long.MAX_VALUE, SOME));
    }

    /** What somebody could roll out. */
    public List<Releases.Line> releases() {
        return once.of("releases", () -> releases.list(Long.MAX_VALUE, RELEASES));
    }

    public List<String> outcomes() {
        return RolloutViews.OUTCOMES;
    }

    /** How big a wave is meant to be, in the words in which it is set. */
    public String size(Wave wave) {
        return wave.percent() == null ? f.text("wave.count", wave.count()) : f.text("wave.percent", wave.percent());
    }

    /** Where a rollout's devices come from. */
    public String scope() {
        var settings = detail().settings();
        var parts = new java.util.ArrayList<String>();
        if (settings.group() != null) {
            parts.add(f.text("rollout.scope.group", settings.group()));
        }
        if (settings.tag() != null) {
            parts.add(f.text("rollout.scope.tag", settings.tag()));
        }
        if (!settings.devices().isEmpty()) {
            parts.add(f.text("rollout.scope.devices", settings.devices().size()));
        }
        return parts.isEmpty() ? f.text("rollout.scope.all") : String.join(", ", parts);
    }
}
