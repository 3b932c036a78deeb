package org.tinysphere.fleet.boundary;

import jakarta.annotation.security.PermitAll;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import org.tinylcm.protocol.RegisterRequest;
import org.tinylcm.protocol.RegisterResponse;
import org.tinysphere.core.boundary.ClientAddress;
import org.tinysphere.core.control.LoginLimits;
import org.tinysphere.core.control.Problem;
import org.tinysphere.core.control.Transactions;
import org.tinysphere.fleet.control.Enrollment;

/** Where a device comes in: with a token the first time, with its own key again. */
@Path("devices/register")
@PermitAll
@ApplicationScoped
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class RegistrationResource {
    private static final String WHO = "enrollment";
    @Inject
    private Enrollment enrollment;
    @Inject
    private Transactions transactions;
    @Inject
    private LoginLimits limits;
    @Inject
    private ClientAddress address;

    @POST
    public RegisterResponse register(RegisterRequest body, @Context HttpServletRequest request) {
        var from = address.of(request);
        limits.check(from, WHO);
        try {
            return transactions.call(() -> enrollment.register(body));
        } catch (Problem problem) {
            if (problem.status() == 401) {
                limits.failed(from, WHO);
            }
            throw problem;
        }
    }
}
