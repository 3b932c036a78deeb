package org.tinysphere.console.boundary;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.tinysphere.core.boundary.Allowed;
import org.tinysphere.core.control.Problem;
import org.tinysphere.core.control.Thumbnails;
import org.tinysphere.core.entity.Role;
import org.tinysphere.datahub.control.DeviceData;
import org.tinysphere.drifthub.control.DriftEvents;
import org.tinysphere.drifthub.control.QuarantineSamples;

/** Small pictures for galleries. */
@Path("thumbnails")
@Allowed(Role.VIEWER)
@ApplicationScoped
public class ThumbnailsResource {
    @Inject
    private Thumbnails thumbnails;
    @Inject
    private DriftEvents events;
    @Inject
    private QuarantineSamples samples;
    @Inject
    private DeviceData data;

    @GET
    @Path("{kind}/{id}")
    @Produces({"image/jpeg", MediaType.APPLICATION_JSON})
    @Operation(summary = "A small JPEG; kind is drift-events, quarantine-samples or prediction-images")
    public Response one(@PathParam("kind") String kind, @PathParam("id") long id) throws IOException {
        var object = switch (kind) {
            case "drift-events" -> events.parts(id).image();
            case "quarantine-samples" -> samples.parts(id).image();
            case "prediction-images" -> data.imageObject(id);
            default -> throw Problem.missing("such kind of pictures");
        };
        if (object == null) {
            throw Problem.missing("picture of it");
        }
        return Response.ok(thumbnails.open(object), "image/jpeg").build();
    }
}
