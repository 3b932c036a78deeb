package org.tinysphere.fleet.boundary;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.tinysphere.core.boundary.Allowed;
import org.tinysphere.core.control.Actor;
import org.tinysphere.core.control.Check;
import org.tinysphere.core.entity.Role;
import org.tinysphere.fleet.control.Configurations;
import org.tinysphere.fleet.control.DeviceDirectory;
import org.tinysphere.fleet.control.Devices;

/** What groups should be configured as. */
@Path("groups")
@Allowed(Role.OPERATOR)
@ApplicationScoped
@Transactional
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class GroupConfigurationResource {
    @Inject
    private Configurations configurations;
    @Inject
    private Devices devices;
    @Inject
    private DeviceDirectory directory;
    @Inject
    private Actor actor;

    /**
     * All that is wanted, by PID and key; what is not in it is not wanted any more.
     *
     * @param version that this is based on; if given and there is a later one by now, nothing is changed (412)
     */
    @Schema(name = "GroupConfigurationWanted")
    public record Wanted(Map<String, Map<String, String>> values, Integer version) {
        public Wanted {
            Check.required(values, "values");
        }
    }

    @GET
    @Path("{name}/configuration")
    @Allowed(Role.VIEWER)
    public Configurations.Profile ofGroup(@PathParam("name") String name) {
        return configurations.profile(Configurations.Scope.GROUP, devices.group(name).id());
    }

    @PUT
    @Path("{name}/configuration")
    public Configurations.Profile setGroup(@PathParam("name") String name, Wanted wanted) {
        var set = configurations.change(Configurations.Scope.GROUP, devices.group(name).id(), "group/" + name,
                wanted.values(), wanted.version(), actor.name());
        directory.allChanged();
        return set;
    }
}
