package org.tinysphere.datahub.boundary;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import org.tinysphere.core.boundary.Allowed;
import org.tinysphere.core.boundary.Page;
import org.tinysphere.core.entity.Role;
import org.tinysphere.datahub.control.Packages;

/** Packages of devices and what became of them. */
@Path("packages")
@Allowed(Role.VIEWER)
@ApplicationScoped
@Produces(MediaType.APPLICATION_JSON)
public class PackagesResource {
    @Inject
    private Packages packages;

    @GET
    public Page<Packages.View> list(@QueryParam("device") String device, @QueryParam("type") String type,
            @QueryParam("state") String state, @QueryParam("after") String after, @QueryParam("limit") Integer limit) {
        var most = Page.limit(limit);
        return Page.of(packages.list(device, type, state, Page.number(after, Long.MAX_VALUE), most + 1), most,
                line -> String.valueOf(line.number()));
    }

    @GET
    @Path("{device}/{package}")
    public Packages.View get(@PathParam("device") String device, @PathParam("package") String id) {
        return packages.find(device, id);
    }
}
