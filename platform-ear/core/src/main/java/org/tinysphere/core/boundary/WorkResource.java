package org.tinysphere.core.boundary;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.tinysphere.core.control.Problem;
import org.tinysphere.core.control.WorkQueue;
import org.tinysphere.core.entity.Role;

/** What is being done, and dead letters. */
@Path("work")
@ApplicationScoped
@Produces(MediaType.APPLICATION_JSON)
public class WorkResource {
    @Inject
    private WorkQueue queue;

    /** @param counts number of items by state */
    @Schema(name = "WorkCounts")
    public record Counts(Map<String, Long> counts) {
    }

    @GET
    @Allowed(Role.VIEWER)
    public Page<WorkQueue.View> list(@QueryParam("state") String state, @QueryParam("kind") String kind,
            @QueryParam("after") String after, @QueryParam("limit") Integer limit) {
        var most = Page.limit(limit);
        return Page.of(queue.list(state, kind, Page.number(after, Long.MAX_VALUE), most + 1), most,
                item -> String.valueOf(item.id()));
    }

    @GET
    @Path("counts")
    @Allowed(Role.VIEWER)
    public Counts counts() {
        return new Counts(queue.counts());
    }

    @GET
    @Path("{item}")
    @Allowed(Role.VIEWER)
    public WorkQueue.View get(@PathParam("item") long item) {
        return queue.find(item).orElseThrow(() -> Problem.missing("work item " + item));
    }

    @POST
    @Path("{item}/replay")
    @Allowed(Role.OPERATOR)
    public WorkQueue.View replay(@PathParam("item") long item) {
        queue.replay(item);
        return get(item);
    }

    @DELETE
    @Path("{item}")
    @Allowed(Role.OPERATOR)
    public void discard(@PathParam("item") long item) {
        queue.discard(item);
    }
}
