package org.tinysphere.console.control;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import org.tinysphere.core.control.Db;
import org.tinysphere.core.control.Notifications;

/** How much waits for a person; counted once a request, and never beyond 1000. */
@RequestScoped
public class Waiting {
    @Inject
    private Db db;
    @Inject
    private Notifications notifications;
    private Long drift;
    private Long dead;
    private Long unread;

    public long driftToLabel() {
        if (drift == null) {
            drift = count("select 1 from drift_event where state in ('new', 'needs_second_opinion') limit 1000");
        }
        return drift;
    }

    public long deadLetters() {
        if (dead == null) {
            dead = count("select 1 from work where state = 'dead' limit 1000");
        }
        return dead;
    }

    public long unread(String login) {
        if (unread == null) {
            unread = notifications.unread(login);
        }
        return unread;
    }

    private long count(String some) {
        return db.first("select count(*) as n from (" + some + ") s", row -> row.number("n")).orElse(0L);
    }
}
