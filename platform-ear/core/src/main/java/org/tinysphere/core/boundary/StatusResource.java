package org.tinysphere.core.boundary;

import jakarta.annotation.security.PermitAll;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/** Is there a platform at this address? */
@Path("status")
@PermitAll
@ApplicationScoped
@Produces(MediaType.APPLICATION_JSON)
public class StatusResource {
    public record Status(String name, String api) {
    }

    @GET
    public Status status() {
        return new Status("TinySphere", "v1");
    }
}
