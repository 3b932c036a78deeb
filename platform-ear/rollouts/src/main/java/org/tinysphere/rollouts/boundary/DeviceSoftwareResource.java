package org.tinysphere.rollouts.boundary;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.tinysphere.core.boundary.Allowed;
import org.tinysphere.core.boundary.Page;
import org.tinysphere.core.control.Check;
import org.tinysphere.core.entity.Role;
import org.tinysphere.rollouts.control.DeviceSoftware;

/** What runs on a device, for people and scripts. */
@Path("devices")
@Allowed(Role.VIEWER)
@ApplicationScoped
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class DeviceSoftwareResource {
    @Inject
    private DeviceSoftware software;

    /** @param quit true: do not wait for the device to say that it has given up */
    public record Cancellation(Boolean quit, String reason) {
        public Cancellation {
            quit = quit != null && quit;
            reason = Check.optional(reason, "reason", 500);
        }
    }

    @GET
    @Path("{id}/software")
    @Operation(summary = "What the device said last that it runs")
    public DeviceSoftware.Installed installed(@PathParam("id") String id) {
        return software.installed(id);
    }

    @GET
    @Path("{id}/deployments")
    public Page<DeviceSoftware.Line> deployments(@PathParam("id") String id, @QueryParam("after") String after,
            @QueryParam("limit") Integer limit) {
        var most = Page.limit(limit);
        return Page.of(software.deployments(id, Page.number(after, Long.MAX_VALUE), most + 1), most,
                line -> String.valueOf(line.number()));
    }

    @GET
    @Path("{id}/deployments/{deployment}/history")
    public Page<DeviceSoftware.Event> events(@PathParam("id") String id, @PathParam("deployment") long deployment) {
        return new Page<>(software.events(id, deployment), null);
    }

    @POST
    @Path("{id}/deployments/{deployment}/cancel")
    @Allowed(Role.OPERATOR)
    @Transactional
    public void cancel(@PathParam("id") String id, @PathParam("deployment") long deployment, Cancellation cancellation) {
        var quit = cancellation != null && cancellation.quit();
        software.cancel(id, deployment, quit, cancellation == null ? null : cancellation.reason());
    }
}
