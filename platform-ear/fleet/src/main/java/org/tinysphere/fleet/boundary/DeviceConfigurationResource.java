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
import org.tinysphere.core.boundary.Allowed;
import org.tinysphere.core.control.Actor;
import org.tinysphere.core.entity.Role;
import org.tinysphere.fleet.control.Configurations;
import org.tinysphere.fleet.control.DeviceDirectory;
import org.tinysphere.fleet.control.Devices;

/** What single devices should be configured as. */
@Path("devices")
@Allowed(Role.OPERATOR)
@ApplicationScoped
@Transactional
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class DeviceConfigurationResource {
    @Inject
    private Configurations configurations;
    @Inject
    private Devices devices;
    @Inject
    private DeviceDirectory directory;
    @Inject
    private Actor actor;

    @GET
    @Path("{id}/configuration")
    @Allowed(Role.VIEWER)
    public Configurations.OfDevice ofDevice(@PathParam("id") String id) {
        var place = devices.place(id);
        return configurations.ofDevice(place.number(), place.group());
    }

    @PUT
    @Path("{id}/configuration")
    public Configurations.Profile setDevice(@PathParam("id") String id,
            GroupConfigurationResource.Wanted wanted) {
        var set = configurations.change(Configurations.Scope.DEVICE, devices.place(id).number(), "device/" + id,
                wanted.values(), wanted.version(), actor.name());
        directory.changed(id);
        return set;
    }
}
