package org.tinysphere.fleet.boundary;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.Instant;
import org.tinysphere.core.boundary.Allowed;
import org.tinysphere.core.boundary.Page;
import org.tinysphere.core.control.Check;
import org.tinysphere.core.entity.Role;
import org.tinysphere.fleet.control.Enrollment;

/** Tokens that let devices in. */
@Path("enrollment-tokens")
@Allowed(Role.ADMIN)
@ApplicationScoped
@Transactional
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class EnrollmentTokensResource {
    @Inject
    private Enrollment enrollment;

    /**
     * @param group that the devices come into; absent: none
     * @param maxUses how many devices; 1 if absent
     * @param expiresAt absent: never
     */
    public record NewToken(String name, String group, Integer maxUses, Instant expiresAt) {
        public NewToken {
            Check.slug(name, "name");
            maxUses = Check.range(maxUses, "maxUses", 1, 100_000, 1);
        }
    }

    @GET
    public Page<Enrollment.TokenView> list() {
        return new Page<>(enrollment.tokens(), null);
    }

    @POST
    public Response add(NewToken token) {
        var made = enrollment.makeToken(token.name(), token.group(), token.maxUses(), token.expiresAt());
        return Response.created(URI.create("enrollment-tokens/" + made.id())).entity(made).build();
    }

    @DELETE
    @Path("{token}")
    public void revoke(@PathParam("token") long token) {
        enrollment.revokeToken(token);
    }
}
