package org.tinysphere.console.boundary;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.Arrays;
import java.util.List;
import org.tinylcm.protocol.AuditEntry;
import org.tinysphere.core.boundary.AuditResource;
import org.tinysphere.core.boundary.Page;
import org.tinysphere.core.control.ApiKeys;
import org.tinysphere.core.control.Notifications;
import org.tinysphere.core.control.Users;
import org.tinysphere.core.entity.Role;
import org.tinysphere.core.entity.User;
import org.tinysphere.fleet.control.Enrollment;

/** Notifications, audit, people, keys, enrollment. */
@Named("admin")
@RequestScoped
public class AdminPage {
    @Inject
    private Query q;
    @Inject
    private Console console;
    @Inject
    private Notifications notifications;
    @Inject
    private AuditResource audit;
    @Inject
    private Users users;
    @Inject
    private ApiKeys keys;
    @Inject
    private Enrollment enrollment;
    private final Once once = new Once();
    private Listing<Notifications.View> news;

    public Listing<Notifications.View> notifications() {
        if (news == null) {
            news = Listing.of(Page.of(notifications.of(console.user(), q.is("unread", "true"),
                    Page.number(q.text("after"), Long.MAX_VALUE), Listing.SIZE + 1), Listing.SIZE,
                    one -> String.valueOf(one.id())), q);
        }
        return news;
    }

    public List<String> notificationKinds() {
        return Notifications.KINDS;
    }

    public boolean muted(String kind) {
        return once.of("muted", () -> notifications.muted(console.user())).contains(kind);
    }

    public Listing<AuditEntry> audit() {
        return once.of("audit", () -> Listing.of(audit.list(q.text("subject"), q.text("after"), Listing.SIZE), q));
    }

    public List<User> users() {
        return once.of("users", () -> users.all());
    }

    public List<String> roles() {
        return Arrays.stream(Role.values()).map(Role::id).toList();
    }

    public List<ApiKeys.View> keys() {
        return once.of("keys", () -> keys.all());
    }

    public List<Enrollment.TokenView> tokens() {
        return once.of("tokens", () -> enrollment.tokens());
    }
}
