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
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.tinysphere.core.boundary.Allowed;
import org.tinysphere.core.boundary.Page;
import org.tinysphere.core.entity.Role;
import org.tinysphere.drifthub.control.Attachments;
import org.tinysphere.drifthub.control.FeedbackDesk;
import org.tinysphere.drifthub.control.QuarantineSamples;
import org.tinysphere.drifthub.control.ReviewState;
import org.tinysphere.drifthub.control.Subject;
import org.tinysphere.drifthub.control.Validations;

/** What devices put aside, to be looked at. */
@Path("quarantine-samples")
@Allowed(Role.VIEWER)
@ApplicationScoped
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class QuarantineSamplesResource {
    @Inject
    private QuarantineSamples samples;
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
        @QueryParam("status")
        private String status;
        @QueryParam("state")
        private String state;
        @QueryParam("from")
        private String from;
        @QueryParam("to")
        private String to;
        @QueryParam("after")
        private String after;
        @QueryParam("limit")
        private Integer limit;

        QuarantineSamples.Wanted wanted() {
            return new QuarantineSamples.Wanted(device, group, status,
                    state == null ? null : ReviewState.of(state).id(), Given.time(from, "from"), Given.time(to, "to"));
        }
    }

    /** A sample with all that is known of it. */
    @Schema(name = "QuarantineSamplesView")
    public record View(QuarantineSamples.Line sample, Validations.Summary review, List<FeedbackDesk.View> feedback) {
    }

    @GET
    public Page<QuarantineSamples.Line> list(@BeanParam Filters filters) {
        var limit = Page.limit(filters.limit);
        return Page.of(samples.list(filters.wanted(), Page.number(filters.after, Long.MAX_VALUE), limit + 1), limit,
                line -> String.valueOf(line.id()));
    }

    @GET
    @Path("{id}")
    @Transactional
    public View one(@PathParam("id") long id) {
        return new View(samples.line(id), validations.summary(Subject.SAMPLE, id), feedback.of(Subject.SAMPLE, id));
    }

    @GET
    @Path("{id}/image")
    @Produces({"image/jpeg", "image/png", MediaType.APPLICATION_JSON})
    public Response image(@PathParam("id") long id) {
        return Given.picture(attachments, samples.parts(id).image());
    }

    @GET
    @Path("{id}/features")
    public Given.Features features(@PathParam("id") long id) {
        return Given.features(attachments, samples.parts(id).features());
    }
}
