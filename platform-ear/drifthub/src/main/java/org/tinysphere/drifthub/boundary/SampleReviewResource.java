package org.tinysphere.drifthub.boundary;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.tinysphere.core.boundary.Allowed;
import org.tinysphere.core.control.Actor;
import org.tinysphere.core.entity.Role;
import org.tinysphere.drifthub.control.ReviewState;
import org.tinysphere.drifthub.control.Subject;
import org.tinysphere.drifthub.control.Validations;

/** What people say about samples that devices put aside. */
@Path("samples")
@Allowed(Role.LABELLER)
@ApplicationScoped
@Transactional
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class SampleReviewResource {
    @Inject
    private Validations validations;
    @Inject
    private Actor actor;

    @POST
    @Path("{id}/validations")
    @Operation(summary = "Your verdict on a sample of the quarantine, in place of the one that you gave before")
    public Validations.Summary judge(@PathParam("id") long id, Validations.Verdict verdict) {
        validations.put(Subject.SAMPLE, id, verdict, actor.name());
        return validations.summary(Subject.SAMPLE, id);
    }

    @DELETE
    @Path("{id}/validations")
    @Operation(summary = "Takes your verdict back")
    public Validations.Summary undo(@PathParam("id") long id) {
        validations.remove(Subject.SAMPLE, id, actor.name());
        return validations.summary(Subject.SAMPLE, id);
    }

    @PUT
    @Path("{id}/state")
    @Operation(summary = "Asks for a second opinion, or decides; 409 if that state may not follow")
    public Validations.Summary move(@PathParam("id") long id, DriftReviewResource.NewState next) {
        validations.move(Subject.SAMPLE, id, ReviewState.of(next.state()), actor.name());
        return validations.summary(Subject.SAMPLE, id);
    }
}
