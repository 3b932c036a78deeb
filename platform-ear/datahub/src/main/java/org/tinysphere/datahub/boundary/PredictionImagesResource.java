package org.tinysphere.datahub.boundary;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.tinysphere.core.boundary.Allowed;
import org.tinysphere.core.boundary.Page;
import org.tinysphere.core.control.Check;
import org.tinysphere.core.control.Problem;
import org.tinysphere.core.entity.Role;
import org.tinysphere.datahub.control.DeviceData;

/** Pictures of what devices classified. */
@Path("prediction-images")
@Allowed(Role.VIEWER)
@ApplicationScoped
@Produces(MediaType.APPLICATION_JSON)
public class PredictionImagesResource {
    @Inject
    private DeviceData data;

    @GET
    @Operation(summary = "The newest first; label is what the device said, from and to are times of the pictures")
    public Page<DeviceData.Image> list(@QueryParam("device") String device, @QueryParam("label") String label,
            @QueryParam("from") String from, @QueryParam("to") String to, @QueryParam("after") String after,
            @QueryParam("limit") Integer limit) {
        var most = Page.limit(limit);
        var wanted = new DeviceData.WantedImages(device, Check.optional(label, "label", 200), time(from, "from"),
                time(to, "to"));
        return Page.of(data.images(wanted, Page.number(after, Long.MAX_VALUE), most + 1), most,
                image -> String.valueOf(image.number()));
    }

    @GET
    @Path("{number}/content")
    @Produces({"image/jpeg", "image/png", MediaType.APPLICATION_OCTET_STREAM})
    public Response content(@PathParam("number") long number) throws IOException {
        var content = data.image(number);
        StreamingOutput output = out -> {
            try (var in = content.stream()) {
                in.transferTo(out);
            }
        };
        return Response.ok(output, content.mediaType()).build();
    }

    private static Instant time(String text, String name) {
        try {
            return text == null || text.isBlank() ? null : Instant.parse(text);
        } catch (DateTimeParseException e) {
            throw Problem.bad("'" + name + "' must be a time like 2026-03-01T00:00:00Z");
        }
    }
}
