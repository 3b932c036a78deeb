package org.tinysphere.rollouts.boundary;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.tinylcm.protocol.Checks;
import org.tinysphere.core.boundary.Allowed;
import org.tinysphere.core.boundary.Page;
import org.tinysphere.core.control.Check;
import org.tinysphere.core.entity.Role;
import org.tinysphere.rollouts.control.Artifacts;

/** Bundles and model packs. */
@Path("artifacts")
@Allowed(Role.VIEWER)
@ApplicationScoped
@Produces(MediaType.APPLICATION_JSON)
public class ArtifactsResource {
    @Inject
    private Artifacts artifacts;

    @GET
    public Page<Artifacts.Line> list(@QueryParam("kind") String kind, @QueryParam("q") String name,
            @QueryParam("after") String after, @QueryParam("limit") Integer limit) {
        var most = Page.limit(limit);
        return Page.of(artifacts.list(kind, Check.optional(name, "q", 200), Page.key(after, null), most + 1), most,
                Artifacts::place);
    }

    /** @param sha256 of the file, if it is to be compared */
    @POST
    @Allowed(Role.OPERATOR)
    @Consumes(MediaType.WILDCARD)
    @Operation(summary = "A bundle or a model pack; the body is the file")
    public Response upload(@HeaderParam("X-SHA256") String sha256, InputStream body) {
        var stored = artifacts.upload(body, sha256 == null ? null : Checks.hex(sha256, "X-SHA256", 64));
        var at = URI.create("artifacts/" + stored.artifact().sha256());
        return (stored.added() ? Response.created(at) : Response.ok().location(at)).entity(stored.artifact()).build();
    }

    @GET
    @Path("{sha256}")
    public Artifacts.Detail get(@PathParam("sha256") String sha256) {
        return artifacts.detail(sha256);
    }

    @GET
    @Path("{sha256}/content")
    @Produces(MediaType.APPLICATION_OCTET_STREAM)
    public Response content(@PathParam("sha256") String sha256, @HeaderParam("Range") String range)
            throws IOException {
        var line = artifacts.line(sha256);
        return Ranges.answer(range, line.bytes(), from -> artifacts.open(sha256, from))
                .header("Content-Disposition", "attachment; filename=\"" + line.name() + '-' + line.version()
                        + (line.kind().equals("pack") ? ".tlcm" : ".jar") + '"').build();
    }

    @DELETE
    @Path("{sha256}")
    @Allowed(Role.OPERATOR)
    @Operation(summary = "Takes a file away that is in no release")
    public void remove(@PathParam("sha256") String sha256) {
        artifacts.remove(sha256);
    }
}
