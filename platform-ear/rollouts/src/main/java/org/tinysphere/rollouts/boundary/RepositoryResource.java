package org.tinysphere.rollouts.boundary;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import javax.xml.stream.XMLStreamException;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.tinysphere.core.boundary.Allowed;
import org.tinysphere.core.entity.Role;
import org.tinysphere.rollouts.control.RepositoryIndex;

/** The bundles for tools that read OSGi repositories. */
@Path("repository")
@Allowed(Role.VIEWER)
@ApplicationScoped
public class RepositoryResource {
    @Inject
    private RepositoryIndex index;

    @GET
    @Path("index.xml")
    @Produces(MediaType.APPLICATION_XML)
    @Operation(summary = "OSGi repository index of all bundles")
    public Response index() {
        StreamingOutput content = out -> {
            try {
                index.write(out);
            } catch (XMLStreamException e) {
                throw new IOException("the index cannot be written: " + e.getMessage(), e);
            }
        };
        return Response.ok(content, MediaType.APPLICATION_XML).build();
    }
}
