package org.tinysphere.fleet.boundary;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.nio.charset.StandardCharsets;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.tinysphere.core.boundary.Allowed;
import org.tinysphere.core.control.Csv;
import org.tinysphere.core.entity.Role;
import org.tinysphere.fleet.control.Devices;

/** The list of devices as a file. */
@Path("devices.csv")
@Allowed(Role.VIEWER)
@ApplicationScoped
public class DeviceTableResource {
    private static final int PORTION = 500;
    @Inject
    private Devices devices;

    @GET
    @Produces("text/csv")
    @Operation(summary = "All devices that the filter lets through, however many")
    public Response table(@QueryParam("group") String group, @QueryParam("tag") String tag,
            @QueryParam("state") String state, @QueryParam("health") String health, @QueryParam("q") String search,
            @QueryParam("cell") String cell) {
        var filter = new Devices.Filter(group, tag, state, health, search, Devices.Cell.of(cell));
        StreamingOutput body = out -> {
            out.write(Csv.line("id", "name", "group", "tags", "state", "health", "lastSeen", "model", "runtimeVersion",
                    "latitude", "longitude").getBytes(StandardCharsets.UTF_8));
            var after = "";
            for (var part = devices.list(filter, after, PORTION); !part.isEmpty();
                    part = devices.list(filter, after, PORTION)) {
                for (var one : part) {
                    var place = one.location();
                    out.write(Csv.line(one.id(), one.name(), one.group(), String.join(" ", one.tags()), one.state(),
                            one.health(), one.lastSeen(), one.model(), one.runtimeVersion(),
                            place == null ? null : place.latitude(), place == null ? null : place.longitude())
                            .getBytes(StandardCharsets.UTF_8));
                }
                after = part.get(part.size() - 1).id();
            }
        };
        return Response.ok(body, "text/csv; charset=utf-8")
                .header("Content-Disposition", "attachment; filename=\"devices.csv\"").build();
    }
}
