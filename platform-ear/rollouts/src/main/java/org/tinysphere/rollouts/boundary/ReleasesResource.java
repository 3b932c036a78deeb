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
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.net.URI;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.tinylcm.protocol.update.SignedDoc;
import org.tinysphere.core.boundary.Allowed;
import org.tinysphere.core.boundary.Page;
import org.tinysphere.core.entity.Role;
import org.tinysphere.rollouts.control.Documents;
import org.tinysphere.rollouts.control.Releases;

/** Signed releases. */
@Path("releases")
@Allowed(Role.VIEWER)
@ApplicationScoped
@Produces(MediaType.APPLICATION_JSON)
public class ReleasesResource {
    @Inject
    private Releases releases;

    @GET
    public Page<Releases.Line> list(@QueryParam("after") String after, @QueryParam("limit") Integer limit) {
        var most = Page.limit(limit);
        return Page.of(releases.list(Page.number(after, Long.MAX_VALUE), most + 1), most,
                line -> String.valueOf(line.id()));
    }

    @GET
    @Path("{release}")
    public Releases.Detail get(@PathParam("release") long release) {
        return releases.detail(release);
    }

    @POST
    @Allowed(Role.OPERATOR)
    @Consumes(MediaType.APPLICATION_JSON)
    @Transactional
    @Operation(summary = "A signed release (release.json) whose files are here")
    public Response add(InputStream body) {
        return created(releases.add(Documents.read(body, SignedDoc.class)));
    }

    @POST
    @Allowed(Role.OPERATOR)
    @Consumes({MediaType.APPLICATION_OCTET_STREAM, "application/zip"})
    @Operation(summary = "A release with its files (.tlcu)")
    public Response upload(InputStream body) {
        return created(releases.upload(body));
    }

    private static Response created(Releases.Line release) {
        return Response.created(URI.create("releases/" + release.id())).entity(release).build();
    }
}
