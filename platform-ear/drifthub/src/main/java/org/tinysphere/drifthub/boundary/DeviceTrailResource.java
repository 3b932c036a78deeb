package org.tinysphere.drifthub.boundary;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.tinysphere.core.boundary.Allowed;
import org.tinysphere.core.boundary.Page;
import org.tinysphere.core.entity.Role;
import org.tinysphere.drifthub.control.Adaptations;
import org.tinysphere.drifthub.control.Snapshots;
import org.tinysphere.fleet.control.Devices;

/** What a device did: the trail that it keeps of itself, and its snapshots. */
@Path("devices")
@Allowed(Role.VIEWER)
@ApplicationScoped
@Produces(MediaType.APPLICATION_JSON)
public class DeviceTrailResource {
    @Inject
    private Adaptations adaptations;
    @Inject
    private Snapshots snapshots;
    @Inject
    private Devices devices;

    @GET
    @Path("{id}/audit")
    @Operation(summary = "What the device did, the latest first")
    public Page<Adaptations.Entry> trail(@PathParam("id") String id, @QueryParam("after") String after,
            @QueryParam("limit") Integer limit) {
        var most = Page.limit(limit);
        return Page.of(adaptations.trail(devices.place(id).number(), Page.number(after, Long.MAX_VALUE), most + 1),
                most, entry -> String.valueOf(entry.sequence()));
    }

    @GET
    @Path("{id}/snapshots")
    @Operation(summary = "The latest 100 snapshots that the platform heard of; the device may have lost some, "
            + "and may have others")
    public Page<Snapshots.View> snapshots(@PathParam("id") String id) {
        return new Page<>(snapshots.of(devices.place(id).number(), 100), null);
    }
}
