package org.tinysphere.core.boundary;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.tinysphere.core.control.Check;
import org.tinysphere.core.control.Users;
import org.tinysphere.core.entity.Role;
import org.tinysphere.core.entity.User;

/** The people. */
@Path("users")
@Allowed(Role.ADMIN)
@ApplicationScoped
@Transactional
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class UsersResource {
    @Inject
    private Users users;

    @Schema(name = "UsersView")
    public record View(String login, String role, boolean mustChange, boolean disabled, Instant createdAt) {
        static View of(User user) {
            return new View(user.login(), user.role().id(), user.mustChange(), user.disabled(), user.createdAt());
        }
    }

    public record NewUser(String login, String role) {
        public NewUser {
            Check.slug(login, "login");
            Role.of(Check.required(role, "role"));
        }
    }

    /** What is absent stays. */
    @Schema(name = "UsersChange")
    public record Change(String role, Boolean disabled) {
        public Change {
            if (role != null) {
                Role.of(role);
            }
        }
    }

    /** @param oneTimePassword has to be changed when it is first used; it is not shown again */
    @Schema(name = "UsersMade")
    public record Made(String login, String oneTimePassword) {
    }

    @GET
    public Page<View> list() {
        return new Page<>(users.all().stream().map(View::of).toList(), null);
    }

    @POST
    public Response add(NewUser user) {
        var password = users.add(user.login(), Role.of(user.role()));
        return Response.created(URI.create("users/" + user.login())).entity(new Made(user.login(), password)).build();
    }

    @PATCH
    @Path("{login}")
    public View change(@PathParam("login") String login, Change change) {
        users.change(login, change.role() == null ? null : Role.of(change.role()), change.disabled());
        return View.of(users.get(login));
    }

    @POST
    @Path("{login}/password-reset")
    public Made reset(@PathParam("login") String login) {
        return new Made(login, users.resetPassword(login));
    }
}
