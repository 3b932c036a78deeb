package org.tinysphere.console.boundary;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import org.tinysphere.analytics.control.Dimension;
import org.tinysphere.analytics.control.FleetFigures;
import org.tinysphere.analytics.control.OperationFigures;
import org.tinysphere.analytics.control.Span;

/** Figures over time. */
@Named("analytics")
@RequestScoped
public class AnalyticsPage {
    @Inject
    private Query q;
    @Inject
    private FleetFigures fleet;
    @Inject
    private OperationFigures operations;
    private final Once once = new Once();
    private Span span;
    private FleetFigures.Composition composition;

    public Span span() {
        if (span == null) {
            var to = q.date("to") == null ? LocalDate.now(ZoneOffset.UTC) : q.date("to");
            span = new Span(q.date("from") == null ? to.minusDays(29) : q.date("from"), to, q.text("group"));
        }
        return span;
    }

    /** The same as parameters of the API. */
    public String parameters() {
        return "from=" + span().from() + "&to=" + span().to()
                + (span().group() == null ? "" : "&group=" + q.encode(span().group()));
    }

    public FleetFigures.Composition composition() {
        if (composition == null) {
            composition = fleet.composition(span().group());
        }
        return composition;
    }

    public OperationFigures.Figures total() {
        return once.of("total", () -> operations.total(span()));
    }

    public String by() {
        return Dimension.of(q.text("by", "group")).id();
    }

    public List<OperationFigures.Line> comparison() {
        return once.of("comparison", () -> operations.by(Dimension.of(by()), span()));
    }

    public List<String> dimensions() {
        return Arrays.stream(Dimension.values()).map(Dimension::id).toList();
    }

    public List<OperationFigures.Problem> problems() {
        return once.of("problems", () -> operations.problems(span()));
    }
}
