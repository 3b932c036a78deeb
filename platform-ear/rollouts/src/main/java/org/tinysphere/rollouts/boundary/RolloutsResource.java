package org.tinysphere.rollouts.boundary;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.tinysphere.core.boundary.Allowed;
import org.tinysphere.core.boundary.Page;
import org.tinysphere.core.control.Check;
import org.tinysphere.core.entity.Role;
import org.tinysphere.rollouts.control.RolloutDesk;
import org.tinysphere.rollouts.control.RolloutSettings;
import org.tinysphere.rollouts.control.RolloutViews;
import org.tinysphere.rollouts.control.Rollouts;
import org.tinysphere.rollouts.entity.RolloutState;

/** Rollouts of releases, in waves. */
@Path("rollouts")
@Allowed(Role.VIEWER)
@ApplicationScoped
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class RolloutsResource {
    @Inject
    private Rollouts rollouts;
    @Inject
    private RolloutViews views;
    @Inject
    private RolloutDesk desk;

    /** @param paused true: it begins when it is resumed */
    public record NewRollout(String name, Long release, RolloutSettings settings, Boolean paused) {
        public NewRollout {
            name = Check.text(name, "name", 200);
            Check.required(release, "release");
            settings = settings == null ? RolloutSettings.standard() : settings;
            paused = paused != null && paused;
        }
    }

    @org.eclipse.microprofile.openapi.annotations.media.Schema(name = "RolloutReason")
    public record Reason(String reason) {
        public Reason {
            reason = Check.optional(reason, "reason", 500);
        }
    }

    /** @param devices to how many devices it was said */
    public record RolledBack(int devices) {
    }

    @GET
    public Page<RolloutViews.Line> list(@QueryParam("after") String after, @QueryParam("limit") Integer limit) {
        var most = Page.limit(limit);
        return Page.of(views.list(Page.number(after, Long.MAX_VALUE), most + 1), most,
                line -> String.valueOf(line.id()));
    }

    @POST
    @Allowed(Role.OPERATOR)
    public Response begin(NewRollout rollout) {
        var id = desk.begin(rollout.name(), rollout.release(), rollout.settings(), rollout.paused());
        return Response.created(URI.create("rollouts/" + id)).entity(views.detail(id)).build();
    }

    @POST
    @Path("plan")
    @Allowed(Role.OPERATOR)
    @Operation(summary = "What a rollout would do; nothing is changed")
    public Rollouts.Plan plan(@HeaderParam("Accept-Language") String languages, NewRollout rollout) {
        return rollouts.plan(rollout.release(), rollout.settings()).in(languages);
    }

    @GET
    @Path("{rollout}")
    public RolloutViews.Detail get(@PathParam("rollout") long rollout) {
        return views.detail(rollout);
    }

    @GET
    @Path("{rollout}/devices")
    public Page<RolloutViews.DeviceLine> devices(@PathParam("rollout") long rollout, @QueryParam("outcome") String outcome,
            @QueryParam("after") String after, @QueryParam("limit") Integer limit) {
        var most = Page.limit(limit);
        return Page.of(views.devices(rollout, outcome, Page.key(after, ""), most + 1), most,
                RolloutViews.DeviceLine::device);
    }

    @GET
    @Path("{rollout}/history")
    public Page<RolloutViews.Entry> history(@PathParam("rollout") long rollout, @QueryParam("after") String after,
            @QueryParam("limit") Integer limit) {
        var most = Page.limit(limit);
        return Page.of(views.history(rollout, Page.number(after, Long.MAX_VALUE), most + 1), most,
                entry -> String.valueOf(entry.id()));
    }

    @POST
    @Path("{rollout}/pause")
    @Allowed(Role.OPERATOR)
    public RolloutViews.Detail pause(@PathParam("rollout") long rollout, Reason reason) {
        return change(rollout, RolloutState.PAUSED, reason);
    }

    @POST
    @Path("{rollout}/resume")
    @Allowed(Role.OPERATOR)
    public RolloutViews.Detail resume(@PathParam("rollout") long rollout, Reason reason) {
        return change(rollout, RolloutState.RUNNING, reason);
    }

    @POST
    @Path("{rollout}/abort")
    @Allowed(Role.OPERATOR)
    public RolloutViews.Detail abort(@PathParam("rollout") long rollout, Reason reason) {
        return change(rollout, RolloutState.ABORTED, reason);
    }

    @POST
    @Path("{rollout}/roll-back")
    @Allowed(Role.OPERATOR)
    @Operation(summary = "All devices that have it go back; the rollout ends if it has not")
    public RolledBack rollBack(@PathParam("rollout") long rollout, Reason reason) {
        return new RolledBack(desk.rollBack(rollout, reason == null ? null : reason.reason()));
    }

    private RolloutViews.Detail change(long rollout, RolloutState next, Reason reason) {
        desk.change(rollout, next, reason == null ? null : reason.reason());
        return views.detail(rollout);
    }
}
