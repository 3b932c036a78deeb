package org.tinysphere.drifthub.boundary;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.tinysphere.core.boundary.Allowed;
import org.tinysphere.core.boundary.Page;
import org.tinysphere.core.entity.Role;
import org.tinysphere.drifthub.control.Attachments;
import org.tinysphere.drifthub.control.DriftEvents;
import org.tinysphere.drifthub.control.FeedbackDesk;
import org.tinysphere.drifthub.control.Position;
import org.tinysphere.drifthub.control.ReviewState;
import org.tinysphere.drifthub.control.Subject;
import org.tinysphere.drifthub.control.Validations;

/** Drift of the fleet, to be looked at. */
@Path("drift-events")
@Allowed(Role.VIEWER)
@ApplicationScoped
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class DriftEventsResource {
    @Inject
    private DriftEvents events;
    @Inject
    private Validations validations;
    @Inject
    private FeedbackDesk feedback;
    @Inject
    private Attachments attachments;

    /** What to list; all optional. */
    public static class Filters {
        @QueryParam("device")
        private String device;
        @QueryParam("group")
        private String group;
        @QueryParam("state")
        private String state;
        @QueryParam("monitor")
        private String monitor;
        @QueryParam("from")
        private String from;
        @QueryParam("to")
        private String to;
        @QueryParam("after")
        private String after;
        @QueryParam("limit")
        private Integer limit;

        DriftEvents.Wanted wanted() {
            return new DriftEvents.Wanted(device, group, state == null ? null : ReviewState.of(state).id(), monitor,
                    Given.time(from, "from"), Given.time(to, "to"));
        }
    }

    /** An event with all that is known of it. */
    @Schema(name = "DriftEventsView")
    public record View(DriftEvents.Detail event, Validations.Summary review, List<FeedbackDesk.View> feedback) {
    }

    @GET
    @Operation(summary = "Drift events, the latest first")
    public Page<DriftEvents.Line> list(@BeanParam Filters filters) {
        var limit = Page.limit(filters.limit);
        return Page.of(events.list(filters.wanted(), Position.of(filters.after), limit + 1), limit,
                line -> new Position(line.at(), line.id()).key());
    }

    @GET
    @Path("{id}")
    @Transactional
    @Operation(summary = "One event with figures, neighbours, verdicts and what the device was told")
    public View one(@PathParam("id") long id) {
        return new View(events.detail(id), validations.summary(Subject.EVENT, id), feedback.of(Subject.EVENT, id));
    }

    @GET
    @Path("{id}/image")
    @Produces({"image/jpeg", "image/png", MediaType.APPLICATION_JSON})
    @Operation(summary = "The picture of the frame")
    public Response image(@PathParam("id") long id) {
        return Given.picture(attachments, events.parts(id).image());
    }

    @GET
    @Path("{id}/features")
    @Operation(summary = "The transformed features of the frame")
    public Given.Features features(@PathParam("id") long id) {
        return Given.features(attachments, events.parts(id).features());
    }
}
