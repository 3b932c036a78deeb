package org.tinysphere.drifthub.boundary;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.tinysphere.core.boundary.Allowed;
import org.tinysphere.core.boundary.Page;
import org.tinysphere.core.entity.Role;
import org.tinysphere.drifthub.control.Adaptations;

/** What devices changed in themselves. */
@Path("adaptations")
@Allowed(Role.VIEWER)
@ApplicationScoped
@Produces(MediaType.APPLICATION_JSON)
public class AdaptationsResource {
    @Inject
    private Adaptations adaptations;

    @GET
    @Operation(summary = "Adaptations with figures before and after, the latest first")
    public Page<Adaptations.Line> list(@QueryParam("device") String device, @QueryParam("group") String group,
            @QueryParam("outcome") String outcome, @QueryParam("after") String after,
            @QueryParam("limit") Integer limit) {
        var most = Page.limit(limit);
        return Page.of(adaptations.list(device, group, outcome, Page.number(after, Long.MAX_VALUE), most + 1), most,
                line -> String.valueOf(line.id()));
    }
}
