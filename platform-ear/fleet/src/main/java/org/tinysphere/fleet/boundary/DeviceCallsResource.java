package org.tinysphere.fleet.boundary;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.tinylcm.protocol.CommandPage;
import org.tinylcm.protocol.CommandResults;
import org.tinylcm.protocol.ConfigurationReport;
import org.tinylcm.protocol.ConfigurationSchema;
import org.tinylcm.protocol.Heartbeat;
import org.tinylcm.protocol.HeartbeatAnswer;
import org.tinylcm.protocol.RegisterResponse;
import org.tinysphere.core.boundary.DeviceCaller;
import org.tinysphere.core.boundary.DeviceOnly;
import org.tinysphere.core.control.Check;
import org.tinysphere.fleet.control.Configurations;
import org.tinysphere.fleet.control.Devices;
import org.tinysphere.fleet.control.DeviceDirectory;
import org.tinysphere.fleet.control.Enrollment;
import org.tinysphere.fleet.control.Heartbeats;
import org.tinysphere.fleet.control.Inbox;

/** What a device itself calls; its secret is the bearer token. */
@Path("devices")
@DeviceOnly
@ApplicationScoped
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class DeviceCallsResource {
    private static final int MOST_COMPONENTS = 500;
    @Inject
    private Heartbeats heartbeats;
    @Inject
    private Enrollment enrollment;
    @Inject
    private Configurations configurations;
    @Inject
    private Devices devices;
    @Inject
    private DeviceDirectory directory;
    @Inject
    private Inbox inbox;

    @POST
    @Path("{id}/heartbeat")
    @Operation(summary = "The device lives; says what waits for it")
    public HeartbeatAnswer heartbeat(Heartbeat beat, @Context SecurityContext context) {
        return heartbeats.accept(DeviceCaller.of(context), beat);
    }

    @POST
    @Path("{id}/secret")
    @Operation(summary = "A new secret; the old one opens for ten more minutes")
    @Transactional
    public RegisterResponse rotate(@Context SecurityContext context) {
        return enrollment.rotate(DeviceCaller.of(context).id());
    }

    @GET
    @Path("{id}/desired/configuration")
    @Operation(summary = "What the device should be configured as; 304 if it has that version")
    public Response configuration(@HeaderParam("If-None-Match") String known, @Context SecurityContext context) {
        var place = devices.place(DeviceCaller.of(context).id());
        var desired = configurations.desired(place.number(), place.group());
        var tag = '"' + desired.version() + '"';
        return (tag.equals(known) ? Response.notModified() : Response.ok(desired)).header("ETag", tag).build();
    }

    @POST
    @Path("{id}/desired/configuration/report")
    @Operation(summary = "What became of a desired configuration")
    @Transactional
    public void report(ConfigurationReport report, @Context SecurityContext context) {
        Check.text(report.version(), "version", 64);
        configurations.store(DeviceCaller.of(context).number(), report);
    }

    @PUT
    @Path("{id}/configuration-schema")
    @Operation(summary = "What can be configured on the device")
    @Transactional
    public void schema(ConfigurationSchema schema, @Context SecurityContext context) {
        if (schema.components().size() > MOST_COMPONENTS) {
            throw new IllegalArgumentException("'components' must have at most " + MOST_COMPONENTS + " entries");
        }
        var caller = DeviceCaller.of(context);
        configurations.store(caller.number(), schema);
        directory.changed(caller.id());
    }

    @GET
    @Path("{id}/feedback")
    @Operation(summary = "Ground truth and commands behind a sequence number")
    @Transactional
    public CommandPage feedback(@QueryParam("after") @DefaultValue("0") long after, @Context SecurityContext context) {
        return inbox.waiting(DeviceCaller.of(context), after);
    }

    @POST
    @Path("{id}/feedback/ack")
    @Operation(summary = "What became of them")
    @Transactional
    public void acknowledge(CommandResults results, @Context SecurityContext context) {
        inbox.acknowledge(DeviceCaller.of(context), results);
    }
}
