package org.tinysphere.datahub.boundary;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.SecurityContext;
import java.io.InputStream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.tinylcm.protocol.UploadDoc;
import org.tinysphere.core.boundary.DeviceCaller;
import org.tinysphere.core.boundary.DeviceOnly;
import org.tinysphere.core.control.Problem;
import org.tinysphere.datahub.control.Part;
import org.tinysphere.datahub.control.Uploads;

/** How packages come from devices. Nothing here is in a transaction: a part may take minutes to come. */
@Path("devices")
@DeviceOnly
@ApplicationScoped
@Produces(MediaType.APPLICATION_JSON)
public class PackageUploadsResource {
    @Inject
    private Uploads uploads;

    @GET
    @Path("{id}/packages/{package}")
    @Operation(summary = "How far the upload of a package is")
    public UploadDoc find(@PathParam("package") String id, @Context SecurityContext context) {
        return uploads.find(DeviceCaller.of(context), id).orElseThrow(() -> Problem.missing("such package"));
    }

    /** @param range {@code bytes FROM-LAST/TOTAL} */
    @PUT
    @Path("{id}/packages/{package}")
    @Operation(summary = "The next part of a package")
    public UploadDoc append(@PathParam("package") String id, @HeaderParam("Content-Range") String range,
            @HeaderParam("Content-Length") String length, @HeaderParam("X-Package-Type") String type,
            @HeaderParam("X-Package-SHA256") String sha256, InputStream body, @Context SecurityContext context) {
        if (!id.matches("[A-Za-z0-9_-][A-Za-z0-9._-]{0,79}")) {
            throw Problem.bad("the package's id must be 1..80 letters, digits, '.', '-' or '_'");
        }
        return uploads.append(DeviceCaller.of(context), id, Part.of(range, length, type, sha256), body);
    }
}
