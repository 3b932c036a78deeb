package org.tinysphere.console.boundary;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.List;
import java.util.Map;
import org.tinysphere.core.boundary.Page;
import org.tinysphere.drifthub.control.Choices;
import org.tinysphere.drifthub.control.Deliveries;
import org.tinysphere.drifthub.control.DetectorQuality;
import org.tinysphere.drifthub.control.DriftEvents;
import org.tinysphere.drifthub.control.FeedbackDesk;
import org.tinysphere.drifthub.control.Position;
import org.tinysphere.drifthub.control.QuarantineSamples;
import org.tinysphere.drifthub.control.ReviewState;
import org.tinysphere.drifthub.control.Subject;
import org.tinysphere.drifthub.control.Validations;

/** What drifted, and what people and devices made of it. */
@Named("drift")
@RequestScoped
public class DriftPage {
    @Inject
    private Query q;
    @Inject
    private DriftEvents events;
    @Inject
    private QuarantineSamples samples;
    @Inject
    private DetectorQuality quality;
    @Inject
    private Validations validations;
    @Inject
    private FeedbackDesk feedback;
    @Inject
    private Choices choices;
    @Inject
    private Deliveries deliveries;
    private final Once once = new Once();
    private DriftEvents.Detail event;
    private Listing<DriftEvents.Line> list;

    public Listing<DriftEvents.Line> list() {
        if (list == null) {
            var wanted = new DriftEvents.Wanted(q.device(), q.text("group"), state(), q.text("monitor"),
                    q.day("from"), q.dayEnd("to"));
            list = Listing.of(Page.of(events.list(wanted, Position.of(q.text("after")), Listing.SIZE + 1), Listing.SIZE,
                    line -> new Position(line.at(), line.id()).key()), q);
        }
        return list;
    }

    private String state() {
        var state = q.text("state");
        return state == null ? null : ReviewState.of(state).id();
    }

    public List<String> states() {
        return List.of("new", "needs_second_opinion", "validated", "rejected", "none");
    }

    /** Monitors that reported something, for the filter. */
    public List<String> monitors() {
        return once.of("monitors", () -> choices.monitors());
    }

    public DriftEvents.Detail event() {
        if (event == null) {
            event = events.detail(q.number("id"));
        }
        return event;
    }

    public Validations.Summary review() {
        return once.of("review", () -> validations.summary(Subject.EVENT, event().event().id()));
    }

    public List<FeedbackDesk.View> feedback() {
        return once.of("feedback", () -> feedback.of(Subject.EVENT, event().event().id()));
    }

    /** Labels that a person can choose from: the model's and those that people gave before. */
    public List<String> labels() {
        return once.of("labels", () -> choices.labels(event().event().device()));
    }

    /** Nearest known samples: label and distance. */
    public List<Map<String, Object>> neighbours() {
        return once.of("neighbours", () -> Plain.list(event().neighbours()));
    }

    public Listing<QuarantineSamples.Line> samples() {
        return once.of("samples", () ->
                Listing.of(Page.of(samples.list(new QuarantineSamples.Wanted(q.device(), q.text("group"),
                q.text("status"), state(), q.day("from"), q.dayEnd("to")), Page.number(q.text("after"), Long.MAX_VALUE),
                Listing.SIZE + 1), Listing.SIZE, line -> String.valueOf(line.id())), q));
    }

    public List<DetectorQuality.Line> quality() {
        return once.of("quality", () -> quality.by(q.text("by", "monitor"), q.day("from"), q.dayEnd("to")));
    }

    public List<DetectorQuality.Pair> pairs() {
        return once.of("pairs", () -> quality.agreement(q.day("from"), q.dayEnd("to")));
    }

    public Listing<Deliveries.Line> deliveries() {
        return once.of("deliveries", () ->
                Listing.of(Page.of(deliveries.list(q.text("state"), Page.number(q.text("after"), Long.MAX_VALUE),
                Listing.SIZE + 1), Listing.SIZE, line -> String.valueOf(line.command())), q));
    }
}
