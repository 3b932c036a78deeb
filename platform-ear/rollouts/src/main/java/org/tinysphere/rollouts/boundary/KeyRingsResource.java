package org.tinysphere.rollouts.boundary;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import org.tinylcm.protocol.update.SignedDoc;
import org.tinysphere.core.boundary.Allowed;
import org.tinysphere.core.boundary.Page;
import org.tinysphere.core.entity.Role;
import org.tinysphere.rollouts.control.KeyRings;

/** What devices trust: public keys, signed by their owners. */
@Path("key-rings")
@Allowed(Role.VIEWER)
@ApplicationScoped
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class KeyRingsResource {
    @Inject
    private KeyRings rings;

    @GET
    public Page<KeyRings.View> list() {
        return new Page<>(rings.all(), null);
    }

    @POST
    @Allowed(Role.ADMIN)
    @Transactional
    public Response add(SignedDoc signed) {
        var ring = rings.add(signed);
        return Response.created(URI.create("key-rings")).entity(ring).build();
    }
}
