package org.tinysphere.core.boundary;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.tinysphere.core.control.Actor;
import org.tinysphere.core.control.Notifications;
import org.tinysphere.core.entity.Role;

/** What a person should know without looking for it; each one has their own marks of what was read. */
@Path("notifications")
@Allowed(Role.VIEWER)
@ApplicationScoped
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class NotificationsResource {
    @Inject
    private Notifications notifications;
    @Inject
    private Actor actor;

    public record Unread(long unread) {
    }

    /** @param upTo the newest one that was read */
    public record Read(long upTo) {
    }

    /** @param muted kinds that you do not want to see */
    public record Choice(List<String> muted) {
        public Choice {
            muted = muted == null ? List.of() : List.copyOf(muted);
        }
    }

    @GET
    public Page<Notifications.View> list(@QueryParam("unread") boolean unreadOnly, @QueryParam("after") String after,
            @QueryParam("limit") Integer limit) {
        var most = Page.limit(limit);
        return Page.of(notifications.of(actor.name(), unreadOnly, Page.number(after, Long.MAX_VALUE), most + 1), most,
                notification -> String.valueOf(notification.id()));
    }

    @GET
    @Path("count")
    public Unread count() {
        return new Unread(notifications.unread(actor.name()));
    }

    @POST
    @Path("read")
    public Unread read(Read read) {
        notifications.read(actor.name(), read.upTo());
        return count();
    }

    @GET
    @Path("choice")
    public Choice choice() {
        return new Choice(notifications.muted(actor.name()));
    }

    @PUT
    @Path("choice")
    public Choice choose(Choice choice) {
        notifications.mute(actor.name(), choice.muted());
        return choice();
    }
}
