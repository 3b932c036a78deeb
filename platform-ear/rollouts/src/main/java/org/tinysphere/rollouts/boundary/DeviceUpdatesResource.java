package org.tinysphere.rollouts.boundary;

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
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import java.io.IOException;
import java.io.InputStream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.tinylcm.protocol.ProblemDoc;
import org.tinylcm.protocol.update.DeploymentEvent;
import org.tinylcm.protocol.update.InstalledDoc;
import org.tinysphere.core.boundary.DeviceCaller;
import org.tinysphere.core.boundary.DeviceOnly;
import org.tinysphere.rollouts.control.Artifacts;
import org.tinysphere.rollouts.control.Deltas;
import org.tinysphere.rollouts.control.Documents;
import org.tinysphere.rollouts.control.KeyRings;
import org.tinysphere.rollouts.control.UpdateReports;

/** What a device itself calls to be updated; see docs/update.md. */
@Path("devices")
@DeviceOnly
@ApplicationScoped
@Produces(MediaType.APPLICATION_JSON)
public class DeviceUpdatesResource {
    @Inject
    private UpdateReports reports;
    @Inject
    private KeyRings rings;
    @Inject
    private Artifacts artifacts;
    @Inject
    private Deltas deltas;

    @GET
    @Path("{id}/desired-state")
    @Operation(summary = "What the device should run; 304 if it knows that, 204 if nothing is wanted")
    @Transactional
    public Response desired(@HeaderParam("If-None-Match") String known, @Context SecurityContext context) {
        var desired = reports.desired(DeviceCaller.of(context));
        if (desired.isEmpty()) {
            return Response.noContent().build();
        }
        var tag = desired.get().tag();
        return (tag.equals(known) ? Response.notModified() : Response.ok(desired.get().document()))
                .header("ETag", tag).build();
    }

    @GET
    @Path("{id}/keys")
    @Operation(summary = "Key rings above a version, in order: an array of signed documents")
    public String keys(@QueryParam("after") @DefaultValue("0") long after) {
        return rings.after(after);
    }

    @GET
    @Path("{id}/artifacts/{sha256}")
    @Produces({MediaType.APPLICATION_OCTET_STREAM, ProblemDoc.MEDIA_TYPE})
    @Operation(summary = "A file, or the part of it that Range says")
    public Response artifact(@PathParam("sha256") String sha256, @HeaderParam("Range") String range)
            throws IOException {
        var line = artifacts.line(sha256);
        return Ranges.answer(range, line.bytes(), from -> artifacts.open(sha256, from)).build();
    }

    @GET
    @Path("{id}/artifacts/{sha256}/delta")
    @Produces({MediaType.APPLICATION_OCTET_STREAM, ProblemDoc.MEDIA_TYPE})
    @Operation(summary = "The difference to another file, or the part of it that Range says; 404: take the whole")
    public Response delta(@PathParam("sha256") String sha256, @QueryParam("from") @DefaultValue("") String older,
            @HeaderParam("Range") String range) throws IOException {
        var delta = deltas.find(older, sha256);
        return Ranges.answer(range, delta.bytes(), from -> deltas.open(delta, from)).build();
    }

    @POST
    @Path("{id}/deployments/{deployment}/events")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "What became of a deployment: an array of events; sending one again changes nothing")
    public void events(@PathParam("deployment") long deployment, InputStream body, @Context SecurityContext context) {
        reports.heard(DeviceCaller.of(context), deployment, Documents.list(body, DeploymentEvent[].class));
    }

    @PUT
    @Path("{id}/installed")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "What the device really runs")
    public void installed(InstalledDoc document, @Context SecurityContext context) {
        reports.installed(DeviceCaller.of(context), document);
    }
}
