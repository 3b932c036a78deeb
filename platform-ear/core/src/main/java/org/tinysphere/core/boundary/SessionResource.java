package org.tinysphere.core.boundary;

import jakarta.annotation.security.PermitAll;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.NewCookie;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.tinysphere.core.control.Actor;
import org.tinysphere.core.control.Caller;
import org.tinysphere.core.control.Check;
import org.tinysphere.core.control.Login;
import org.tinysphere.core.control.Problem;
import org.tinysphere.core.control.Sessions;
import org.tinysphere.core.control.Users;

/** Signing in and out. */
@Path("session")
@PermitAll
@ApplicationScoped
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class SessionResource {
    @Inject
    private Login login;
    @Inject
    private Users users;
    @Inject
    private Sessions sessions;
    @Inject
    private Actor actor;
    @Inject
    private ClientAddress address;

    public record Credentials(String login, String password) {
        public Credentials {
            Check.text(login, "login", 100);
            if (password == null || password.isEmpty() || password.length() > 200) {
                throw new IllegalArgumentException("'password' must have 1..200 characters");
            }
        }
    }

    public record Demo(String secret) {
        public Demo {
            Check.text(secret, "secret", 200);
        }
    }

    public record NewPassword(String password, String newPassword) {
        public NewPassword {
            password = password == null ? "" : password;
            newPassword = newPassword == null ? "" : newPassword;
        }
    }

    /**
     * Who is signed in.
     *
     * @param csrfToken for the header {@code X-CSRF-Token} of every change
     * @param mustChange true if a password has to be chosen before anything else
     */
    @Schema(name = "SessionView")
    public record View(String login, String role, boolean mustChange, String csrfToken) {
    }

    @POST
    public Response begin(Credentials credentials, @Context HttpServletRequest request) {
        var caller = login.check(credentials.login(), credentials.password(), address.of(request));
        var token = sessions.begin(caller.name());
        return Response.ok(view(caller, token)).cookie(cookie(token, (int) Sessions.LIFE.toSeconds(), request)).build();
    }

    /** Of the link that the start program prints with {@code --demo}. */
    @POST
    @Path("demo")
    public Response demo(Demo demo, @Context HttpServletRequest request) {
        var caller = login.demo(demo.secret(), address.of(request));
        var token = sessions.begin(caller.name());
        return Response.ok(view(caller, token)).cookie(cookie(token, (int) Sessions.LIFE.toSeconds(), request)).build();
    }

    @GET
    public View current(@Context HttpServletRequest request) {
        return view(caller(), GateFilter.cookie(request).orElse(""));
    }

    @POST
    @Path("password")
    @Transactional
    public View choosePassword(NewPassword body, @Context HttpServletRequest request) {
        var caller = caller();
        login.check(caller.name(), body.password(), address.of(request));
        var token = GateFilter.cookie(request).orElseThrow();
        users.choosePassword(caller.name(), body.newPassword(), token);
        return view(new Caller(caller.name(), caller.role(), true, false), token);
    }

    @DELETE
    public Response end(@Context HttpServletRequest request) {
        if (actor.caller().isPresent()) {
            GateFilter.cookie(request).ifPresent(sessions::end);
        }
        return Response.noContent().cookie(cookie("", 0, request)).build();
    }

    private Caller caller() {
        return actor.caller().filter(Caller::person).orElseThrow(() -> Problem.unauthorised("nobody is signed in"));
    }

    private static View view(Caller caller, String token) {
        return new View(caller.name(), caller.role().id(), caller.mustChange(), Sessions.csrf(token));
    }

    private static NewCookie cookie(String value, int seconds, HttpServletRequest request) {
        return new NewCookie.Builder(Sessions.COOKIE).value(value).path("/").httpOnly(true)
                .sameSite(NewCookie.SameSite.STRICT).secure(request.isSecure()).maxAge(seconds).build();
    }
}
