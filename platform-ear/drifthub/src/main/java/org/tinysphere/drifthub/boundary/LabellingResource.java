package org.tinysphere.drifthub.boundary;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.tinysphere.core.boundary.Allowed;
import org.tinysphere.core.boundary.Page;
import org.tinysphere.core.control.Actor;
import org.tinysphere.core.entity.Role;
import org.tinysphere.drifthub.control.Labelling;

/** What the labelling page works on. */
@Path("labelling")
@Allowed(Role.LABELLER)
@ApplicationScoped
@Produces(MediaType.APPLICATION_JSON)
public class LabellingResource {
    @Inject
    private Labelling labelling;
    @Inject
    private Actor actor;

    public record Queue(List<Labelling.Item> items) {
    }

    public record Plane(List<Labelling.Point> points) {
    }

    @GET
    @Path("queue")
    @Operation(summary = "Drift events that you have not judged, the latest first, with what helps to decide")
    public Queue queue(@QueryParam("limit") Integer limit) {
        return new Queue(labelling.queue(actor.name(), Page.limit(limit)));
    }

    @GET
    @Path("projection/{event}")
    @Allowed(Role.VIEWER)
    @Operation(summary = "An event among the latest of its device, features projected onto a plane")
    public Plane plane(@PathParam("event") long event) {
        return new Plane(labelling.around(event));
    }
}
