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
import java.util.ArrayList;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.tinysphere.core.boundary.Allowed;
import org.tinysphere.core.control.Actor;
import org.tinysphere.core.control.Check;
import org.tinysphere.core.control.Problem;
import org.tinysphere.core.control.Transactions;
import org.tinysphere.core.entity.Role;
import org.tinysphere.drifthub.control.ReviewState;
import org.tinysphere.drifthub.control.Subject;
import org.tinysphere.drifthub.control.Validations;

/** What people say about drift. */
@Path("drift-events")
@Allowed(Role.LABELLER)
@ApplicationScoped
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class DriftReviewResource {
    private static final int MOST = 200;
    @Inject
    private Validations validations;
    @Inject
    private Transactions transactions;
    @Inject
    private Actor actor;

    /** @param state new, needs_second_opinion, validated or rejected */
    public record NewState(String state) {
        public NewState {
            ReviewState.of(state);
        }
    }

    /** The same verdict about many events. */
    public record Many(List<Long> events, String verdict, String label, Double confidence, String note) {
        public Many {
            events = List.copyOf(Check.required(events, "events"));
            if (events.isEmpty() || events.size() > MOST) {
                throw new IllegalArgumentException("'events' must have 1.." + MOST + " entries");
            }
        }

        Validations.Verdict common() {
            return new Validations.Verdict(verdict, label, confidence, note);
        }
    }

    /** @param status as if it had been the only one: 200, 404, 409 */
    @Schema(name = "DriftReviewResult")
    public record Result(long event, int status, String state, String detail) {
    }

    public record Results(List<Result> results) {
    }

    @POST
    @Path("{id}/validations")
    @Transactional
    @Operation(summary = "Your verdict, in place of the one that you gave before")
    public Validations.Summary judge(@PathParam("id") long id, Validations.Verdict verdict) {
        validations.put(Subject.EVENT, id, verdict, actor.name());
        return validations.summary(Subject.EVENT, id);
    }

    @DELETE
    @Path("{id}/validations")
    @Transactional
    @Operation(summary = "Takes your verdict back")
    public Validations.Summary undo(@PathParam("id") long id) {
        validations.remove(Subject.EVENT, id, actor.name());
        return validations.summary(Subject.EVENT, id);
    }

    @PUT
    @Path("{id}/state")
    @Transactional
    @Operation(summary = "Asks for a second opinion, or decides; 409 if that state may not follow")
    public Validations.Summary move(@PathParam("id") long id, NewState next) {
        validations.move(Subject.EVENT, id, ReviewState.of(next.state()), actor.name());
        return validations.summary(Subject.EVENT, id);
    }

    @POST
    @Path("validations")
    @Operation(summary = "One verdict about many events; each has its own result")
    public Results judge(Many many) {
        var verdict = many.common();
        var who = actor.name();
        var results = new ArrayList<Result>();
        for (var event : many.events()) {
            try {
                results.add(new Result(event, 200, transactions.call(() -> {
                    validations.put(Subject.EVENT, event, verdict, who);
                    return validations.summary(Subject.EVENT, event).state();
                }), null));
            } catch (Problem problem) {
                results.add(new Result(event, problem.status(), null, problem.getMessage()));
            }
        }
        return new Results(results);
    }
}
