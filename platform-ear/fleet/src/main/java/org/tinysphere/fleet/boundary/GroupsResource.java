package org.tinysphere.fleet.boundary;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.tinysphere.core.boundary.Allowed;
import org.tinysphere.core.boundary.Page;
import org.tinysphere.core.control.Check;
import org.tinysphere.core.entity.Role;
import org.tinysphere.fleet.control.Devices;

/** Groups of devices. */
@Path("groups")
@Allowed(Role.OPERATOR)
@ApplicationScoped
@Transactional
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class GroupsResource {
    @Inject
    private Devices devices;

    public record NewGroup(String name, String description) {
        public NewGroup {
            Check.slug(name, "name");
            description = Check.optional(description, "description", 1000);
        }
    }

    /** What is absent stays. */
    @Schema(name = "GroupsChange")
    public record Change(String name, String description) {
        public Change {
            if (name != null) {
                Check.slug(name, "name");
            }
            description = Check.optional(description, "description", 1000);
        }
    }

    @GET
    @Allowed(Role.VIEWER)
    public Page<Devices.GroupView> list() {
        return new Page<>(devices.groups(), null);
    }

    @POST
    public Response add(NewGroup group) {
        devices.addGroup(group.name(), group.description());
        return Response.created(URI.create("groups/" + group.name())).build();
    }

    @PATCH
    @Path("{name}")
    public void change(@PathParam("name") String name, Change change) {
        devices.changeGroup(name, change.name(), change.description());
    }

    @DELETE
    @Path("{name}")
    public void remove(@PathParam("name") String name) {
        devices.removeGroup(name);
    }
}
