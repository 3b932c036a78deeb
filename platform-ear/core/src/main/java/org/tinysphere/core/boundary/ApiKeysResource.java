package org.tinysphere.core.boundary;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
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
import org.tinysphere.core.control.ApiKeys;
import org.tinysphere.core.control.Check;
import org.tinysphere.core.entity.Role;

/** Keys for scripts. */
@Path("api-keys")
@Allowed(Role.ADMIN)
@ApplicationScoped
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class ApiKeysResource {
    @Inject
    private ApiKeys keys;

    /** @param expiresAt absent: never */
    public record NewKey(String name, String role, Instant expiresAt) {
        public NewKey {
            Check.slug(name, "name");
            Role.of(Check.required(role, "role"));
        }
    }

    @GET
    public Page<ApiKeys.View> list() {
        return new Page<>(keys.all(), null);
    }

    @POST
    public Response add(NewKey key) {
        var made = keys.make(key.name(), Role.of(key.role()), key.expiresAt());
        return Response.created(URI.create("api-keys/" + made.id())).entity(made).build();
    }

    @DELETE
    @Path("{key}")
    public void revoke(@PathParam("key") long key) {
        keys.revoke(key);
    }
}
