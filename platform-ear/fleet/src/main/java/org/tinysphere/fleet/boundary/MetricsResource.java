package org.tinysphere.fleet.boundary;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.tinysphere.core.boundary.Allowed;
import org.tinysphere.core.control.Problem;
import org.tinysphere.core.entity.Role;
import org.tinysphere.fleet.control.Devices;
import org.tinysphere.fleet.control.MetricQueries;

/** Figures of a device over time. */
@Path("devices/{id}/metrics")
@Allowed(Role.VIEWER)
@ApplicationScoped
@Produces(MediaType.APPLICATION_JSON)
public class MetricsResource {
    private static final int MOST_NAMES = 20;
    @Inject
    private Devices devices;
    @Inject
    private MetricQueries metrics;

    public record Names(List<String> names) {
    }

    /**
     * @param names up to 20, separated by commas
     * @param from ISO 8601; a day before {@code to} if absent
     * @param to ISO 8601; now if absent
     * @param step seconds; about 300 steps if absent
     */
    @GET
    public MetricQueries.Series query(@PathParam("id") String id, @QueryParam("names") String names,
            @QueryParam("from") String from, @QueryParam("to") String to, @QueryParam("step") Integer step) {
        var wanted = Stream.of((names == null ? "" : names).split(",")).filter(name -> !name.isBlank()).distinct()
                .toList();
        if (wanted.isEmpty() || wanted.size() > MOST_NAMES) {
            throw Problem.bad("'names' must have 1.." + MOST_NAMES + " names");
        }
        var end = time(to, "to", Instant.now());
        return metrics.query(devices.place(id).number(), wanted, time(from, "from", end.minus(Duration.ofDays(1))), end,
                step);
    }

    @GET
    @Path("names")
    public Names names(@PathParam("id") String id) {
        return new Names(metrics.names(devices.place(id).number()));
    }

    private static Instant time(String text, String name, Instant defaultValue) {
        try {
            return text == null ? defaultValue : Instant.parse(text);
        } catch (DateTimeException e) {
            throw Problem.bad("'" + name + "' must be a time like 2026-03-01T12:00:00Z");
        }
    }
}
