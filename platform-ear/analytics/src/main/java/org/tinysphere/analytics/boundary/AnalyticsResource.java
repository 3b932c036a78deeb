package org.tinysphere.analytics.boundary;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.tinysphere.analytics.control.Dimension;
import org.tinysphere.analytics.control.FleetFigures;
import org.tinysphere.analytics.control.OperationFigures;
import org.tinysphere.analytics.control.Span;
import org.tinysphere.core.boundary.Allowed;
import org.tinysphere.core.boundary.Page;
import org.tinysphere.core.control.Csv;
import org.tinysphere.core.control.Problem;
import org.tinysphere.core.entity.Role;

/**
 * Figures over the fleet. {@code from} and {@code to} are days (UTC), both included; the last 30 days if absent. With
 * {@code format=csv} tables come as CSV.
 */
@Path("analytics")
@Allowed(Role.VIEWER)
@ApplicationScoped
@Produces(MediaType.APPLICATION_JSON)
public class AnalyticsResource {
    private static final int USUAL_DAYS = 30;
    @Inject
    private FleetFigures fleet;
    @Inject
    private OperationFigures operations;

    @GET
    @Path("fleet")
    @Operation(summary = "Devices by connectivity, platform, version, model pack, group and place")
    public FleetFigures.Composition fleet(@QueryParam("group") String group) {
        return fleet.composition(group);
    }

    @GET
    @Path("activity")
    @Operation(summary = "Registered and active devices by day")
    public Response activity(@QueryParam("from") String from, @QueryParam("to") String to,
            @QueryParam("group") String group, @QueryParam("format") String format) {
        return table(FleetFigures.Activity.class, fleet.activity(span(from, to, group)), format);
    }

    @GET
    @Path("total")
    @Operation(summary = "Uptime, times, drift, adaptations, accuracy, sync and resources over all days")
    public OperationFigures.Figures total(@QueryParam("from") String from, @QueryParam("to") String to,
            @QueryParam("group") String group) {
        return operations.total(span(from, to, group));
    }

    @GET
    @Path("days")
    @Operation(summary = "The same by day")
    public Response days(@QueryParam("from") String from, @QueryParam("to") String to,
            @QueryParam("group") String group, @QueryParam("format") String format) {
        return table(OperationFigures.Day.class, operations.days(span(from, to, group)), format);
    }

    @GET
    @Path("comparison")
    @Operation(summary = "The same by group, model, version, platform, architecture, board or location")
    public Response comparison(@QueryParam("by") @DefaultValue("group") String by, @QueryParam("from") String from,
            @QueryParam("to") String to, @QueryParam("group") String group, @QueryParam("format") String format) {
        return table(OperationFigures.Line.class, operations.by(Dimension.of(by), span(from, to, group)), format);
    }

    @GET
    @Path("problems")
    @Operation(summary = "What failed: packages, commands, health; the most frequent first")
    public Response problems(@QueryParam("from") String from, @QueryParam("to") String to,
            @QueryParam("group") String group, @QueryParam("format") String format) {
        return table(OperationFigures.Problem.class, operations.problems(span(from, to, group)), format);
    }

    private static <T extends Record> Response table(Class<T> type, List<T> rows, String format) {
        if (format == null || format.equals("json")) {
            return Response.ok(new Page<>(rows, null)).build();
        }
        if (!format.equals("csv")) {
            throw Problem.bad("'format' must be json or csv");
        }
        return Response.ok(Csv.table(type, rows), "text/csv; charset=utf-8")
                .header("Content-Disposition", "attachment; filename=\"analytics.csv\"").build();
    }

    private static Span span(String from, String to, String group) {
        var last = day(to, "to", LocalDate.now(ZoneOffset.UTC));
        return new Span(day(from, "from", last.minusDays(USUAL_DAYS - 1)), last, group);
    }

    private static LocalDate day(String text, String name, LocalDate otherwise) {
        try {
            return text == null || text.isEmpty() ? otherwise : LocalDate.parse(text);
        } catch (DateTimeException e) {
            throw Problem.bad("'" + name + "' must be a day like 2026-03-01");
        }
    }
}
