package org.tinysphere.fleet.boundary;

import jakarta.annotation.security.PermitAll;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.tinylcm.protocol.RegisterRequest;
import org.tinylcm.protocol.RegisterResponse;
import org.tinysphere.fleet.control.Enrollment;

/** Where a device comes in: with a token the first time, with its own key again. */
@Path("devices/register")
@PermitAll
@ApplicationScoped
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class RegistrationResource {
    @Inject
    private Enrollment enrollment;

    /** Tokens are too long to be guessed, so failures are not counted: many devices share one address. */
    @POST
    @Transactional
    public RegisterResponse register(RegisterRequest body) {
        return enrollment.register(body);
    }
}
