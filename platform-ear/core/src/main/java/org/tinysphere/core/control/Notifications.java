package org.tinysphere.core.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Few and useful: what a person should know without looking for it. The same one is not repeated within an hour. */
@ApplicationScoped
public class Notifications {
    public static final String TOPIC = "notification";
    /** What there may be, and what a person may do without. */
    public static final List<String> KINDS = List.of("drift.to-label", "work.dead", "rollout.stopped");
    private static final String NOT_MUTED = "and not exists (select 1 from notification_muted m where m.login = ? "
            + "and m.kind = n.kind) ";
    @Inject
    private Db db;
    @Inject
    private Signals signals;

    /** How much it matters. */
    public enum Level { INFO, WARNING, ERROR }

    @Schema(name = "NotificationsView")
    public record View(long id, Instant at, String level, String kind, String subject, String text, boolean read) {
    }

    /**
     * @param kind what kind of thing happened, e.g. {@code work.dead}
     * @param subject what it is about, e.g. {@code device/d-abc}
     */
    @Transactional
    public void add(Level level, String kind, String subject, String text) {
        var added = db.update("insert into notification (at, level, kind, subject, text) select now(), ?, ?, ?, ? "
                + "where not exists (select 1 from notification where kind = ? and subject = ? "
                + "and at > now() - interval '1 hour')",
                level.name().toLowerCase(java.util.Locale.ROOT), kind, subject, text, kind, subject);
        if (added > 0) {
            signals.send(TOPIC, kind);
        }
    }

    /** The newest first. */
    public List<View> of(String login, boolean unreadOnly, long before, int limit) {
        return db.list("select n.*, r.login is not null as read from notification n left join notification_read r "
                + "on r.notification_id = n.id and r.login = ? where n.id < ? and (r.login is null or not ?) "
                + NOT_MUTED + "order by n.id desc limit ?", row -> new View(row.number("id"), row.time("at"), row.text("level"),
                row.text("kind"), row.text("subject"), row.text("text"), row.truth("read")),
                login, before, unreadOnly, login, limit);
    }

    public long unread(String login) {
        return db.first("select count(*) as n from notification n where not exists (select 1 from notification_read r "
                + "where r.notification_id = n.id and r.login = ?) " + NOT_MUTED, row -> row.number("n"), login, login)
                .orElse(0L);
    }

    /** Up to and including this one. */
    @Transactional
    public void read(String login, long upTo) {
        db.update("insert into notification_read (notification_id, login) select id, ? from notification "
                + "where id <= ? on conflict do nothing", login, upTo);
    }

    /** Kinds that this person does not want to see. */
    public List<String> muted(String login) {
        return db.list("select kind from notification_muted where login = ? order by kind", row -> row.text("kind"), login);
    }

    /** In place of what was muted before. */
    @Transactional
    public void mute(String login, List<String> kinds) {
        db.update("delete from notification_muted where login = ?", login);
        for (var kind : new java.util.TreeSet<>(kinds)) {
            if (!KINDS.contains(kind)) {
                throw new IllegalArgumentException("'muted' may have " + String.join(", ", KINDS));
            }
            db.update("insert into notification_muted (login, kind) values (?, ?)", login, kind);
        }
    }
}
