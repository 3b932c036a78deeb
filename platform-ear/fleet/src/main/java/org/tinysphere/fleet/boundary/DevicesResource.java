package org.tinysphere.fleet.boundary;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.tinysphere.core.boundary.Allowed;
import org.tinysphere.core.boundary.Page;
import org.tinysphere.core.control.Actor;
import org.tinysphere.core.control.Check;
import org.tinysphere.core.entity.Role;
import org.tinysphere.fleet.control.Devices;
import org.tinysphere.fleet.control.Inbox;

/** The devices, for people and scripts. */
@Path("devices")
@Allowed(Role.VIEWER)
@ApplicationScoped
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class DevicesResource {
    @Inject
    private Devices devices;
    @Inject
    private Inbox inbox;
    @Inject
    private Actor actor;

    /** What to list; all optional. */
    public static class Filters {
        @QueryParam("group")
        private String group;
        @QueryParam("tag")
        private String tag;
        @QueryParam("state")
        private String state;
        @QueryParam("health")
        private String health;
        @QueryParam("q")
        private String search;
        @QueryParam("cell")
        private String cell;
        @QueryParam("sort")
        private String sort;
        @QueryParam("after")
        private String after;
        @QueryParam("limit")
        private Integer limit;

        Devices.Filter filter() {
            return new Devices.Filter(group, tag, state, health, Check.optional(search, "q", 200),
                    Devices.Cell.of(cell));
        }
    }

    @Schema(name = "DevicesLocation")
    public record Location(double latitude, double longitude) {
        public Location {
            if (!(Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180)) {
                throw new IllegalArgumentException("'location' must be -90..90 and -180..180");
            }
        }
    }

    /** What is absent stays; an empty group or note takes it away. */
    @Schema(name = "DevicesChange")
    public record Change(String name, String group, List<String> tags, String note, Location location) {
        public Change {
            Check.optional(name, "name", 200);
            Check.optional(group, "group", 63);
            Check.optional(note, "note", 4000);
            tags = tags == null ? null : Check.slugs(tags, "tags", 20);
        }
    }

    /** @param counts number of devices by state */
    @Schema(name = "DevicesCounts")
    public record Counts(Map<String, Long> counts) {
    }

    @GET
    public Page<Devices.Line> list(@BeanParam Filters filters) {
        var most = Page.limit(filters.limit);
        var order = Devices.Order.of(filters.sort);
        return Page.of(devices.list(filters.filter(), order, Page.key(filters.after, ""), most + 1), most, order::key);
    }

    @GET
    @Path("counts")
    public Counts counts() {
        return new Counts(devices.counts());
    }

    @GET
    @Path("{id}")
    public Devices.Detail get(@PathParam("id") String id) {
        return devices.detail(id);
    }

    @PATCH
    @Path("{id}")
    @Allowed(Role.OPERATOR)
    @Transactional
    public Devices.Detail change(@PathParam("id") String id, Change change) {
        var place = change.location() == null ? null : new Devices.Location(change.location().latitude(),
                change.location().longitude(), null, null, null);
        devices.change(id, new Devices.Change(Check.optional(change.name(), "name", 200), change.group(), change.tags(),
                change.note(), place), actor.name());
        return devices.detail(id);
    }

    @POST
    @Path("{id}/retire")
    @Allowed(Role.OPERATOR)
    @Transactional
    public Devices.Detail retire(@PathParam("id") String id) {
        devices.retire(id, actor.name());
        return devices.detail(id);
    }

    @POST
    @Path("{id}/secret-rotation")
    @Allowed(Role.OPERATOR)
    @Transactional
    public void rotate(@PathParam("id") String id) {
        devices.wantRotation(id, actor.name());
    }

    @POST
    @Path("{id}/secret-revocation")
    @Allowed(Role.ADMIN)
    @Transactional
    public void revoke(@PathParam("id") String id) {
        devices.revokeSecret(id, actor.name());
    }

    @GET
    @Path("{id}/commands")
    public Page<Inbox.View> commands(@PathParam("id") String id, @QueryParam("after") String after,
            @QueryParam("limit") Integer limit) {
        var most = Page.limit(limit);
        return Page.of(inbox.of(devices.place(id).number(), Page.number(after, Long.MAX_VALUE), most + 1), most,
                command -> String.valueOf(command.sequence()));
    }
}
