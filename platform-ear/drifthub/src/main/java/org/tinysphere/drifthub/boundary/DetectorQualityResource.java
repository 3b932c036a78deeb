package org.tinysphere.drifthub.boundary;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.tinysphere.core.boundary.Allowed;
import org.tinysphere.core.boundary.Page;
import org.tinysphere.core.entity.Role;
import org.tinysphere.drifthub.control.DetectorQuality;

/** How good the monitors are, and how far people agree about that. */
@Path("detector-quality")
@Allowed(Role.VIEWER)
@ApplicationScoped
@Produces(MediaType.APPLICATION_JSON)
public class DetectorQualityResource {
    @Inject
    private DetectorQuality quality;

    @GET
    @Operation(summary = "Precision and false alarms, from people's verdicts, by monitor, device, group or version")
    public Page<DetectorQuality.Line> by(@QueryParam("by") @DefaultValue("monitor") String by,
            @QueryParam("from") String from, @QueryParam("to") String to) {
        return new Page<>(quality.by(by, Given.time(from, "from"), Given.time(to, "to")), null);
    }

    @GET
    @Path("agreement")
    @Operation(summary = "Agreement of every two people who judged the same events")
    public Page<DetectorQuality.Pair> agreement(@QueryParam("from") String from, @QueryParam("to") String to) {
        return new Page<>(quality.agreement(Given.time(from, "from"), Given.time(to, "to")), null);
    }
}
