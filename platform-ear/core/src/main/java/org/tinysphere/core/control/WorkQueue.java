package org.tinysphere.core.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.tinylcm.protocol.Json;

/**
 * Work that survives crashes, in the database: ready → running → done, or → ready again after a failure, or → dead
 * after the last one. Any node takes any item; who takes one has it for the time of a lease, which it prolongs while
 * it lives.
 */
@ApplicationScoped
public class WorkQueue {
    /** Topic of the signals; the key is the kind that has something new. */
    public static final String TOPIC = "work";
    private static final int ATTEMPTS = 8;
    private static final String CLAIM = "update work set state = 'running', attempts = attempts + 1, lease = ?, "
            + "lease_until = now() + make_interval(secs => ?), changed_at = now() where id = (select id from work "
            + "where state = 'ready' and run_at <= now() and kind = any(?) order by priority desc, run_at limit 1 "
            + "for update skip locked) returning id, kind, key, payload, attempts";
    /** Adds and tells in one statement: one is submitted with every package. */
    private static final String SUBMIT = "with added as (insert into work (kind, key, payload, state, priority, "
            + "max_attempts, run_at) values (?, ?, ?, 'ready', ?, ?, now()) on conflict (kind, key) "
            + "where state in ('ready', 'running') do nothing returning id) "
            + "select id, " + Signals.NOTIFY + " from added";
    @Inject
    private Db db;
    @Inject
    private Signals signals;
    @Inject
    private AuditLog audit;
    @Inject
    private Notifications notifications;

    @Schema(name = "WorkQueueView")
    public record View(long id, String kind, String key, String state, int priority, int attempts, int maxAttempts,
            Instant runAt, double progress, String step, String reason, Instant createdAt, Instant changedAt) {
    }

    /**
     * Adds an item in the transaction of the caller; if one of the same kind and key is open, that one stays.
     *
     * @param priority higher ones first; 0 is normal
     * @return false if there was an open one
     */
    @Transactional
    public boolean submit(String kind, String key, Object payload, int priority) {
        return db.first(SUBMIT, row -> "", kind, key, Json.write(payload), priority, ATTEMPTS,
                Signals.text(TOPIC, kind)).isPresent();
    }

    /** @param state null for all */
    public List<View> list(String state, String kind, long before, int limit) {
        return db.list("select * from work where id < ? and (?::text is null or state = ?) "
                + "and (?::text is null or kind = ?) order by id desc limit ?", WorkQueue::view, before, state, state,
                kind, kind, limit);
    }

    public Optional<View> find(long id) {
        return db.first("select * from work where id = ?", WorkQueue::view, id);
    }

    /** How many there are by state. */
    public Map<String, Long> counts() {
        var counts = new java.util.TreeMap<String, Long>();
        db.list("select state, count(*) as n from work group by state", row -> counts.put(row.text("state"),
                row.number("n")));
        return counts;
    }

    /** Gives a dead item all its attempts again. */
    @Transactional
    public void replay(long id) {
        if (db.update("update work set state = 'ready', attempts = 0, run_at = now(), reason = null, progress = 0, "
                + "step = '', changed_at = now() where id = ? and state = 'dead'", id) == 0) {
            throw find(id).isPresent() ? Problem.conflict("work item " + id + " is no dead letter")
                    : Problem.missing("work item " + id);
        }
        audit.record("work.replay", "work/" + id, Map.of());
        signals.send(TOPIC, "replay");
    }

    /** Takes a dead item away for good. */
    @Transactional
    public void discard(long id) {
        if (db.update("delete from work where id = ? and state = 'dead'", id) == 0) {
            throw find(id).isPresent() ? Problem.conflict("work item " + id + " is no dead letter")
                    : Problem.missing("work item " + id);
        }
        audit.record("work.discard", "work/" + id, Map.of());
    }

    /**
     * Its commit does not wait for the disk: if the database forgets it, the item is ready again, and the lease of the one
     * who works on it is worth nothing.
     */
    @Transactional
    Optional<WorkHandler.WorkItem> claim(String[] kinds, String lease, int seconds) {
        db.update("set local synchronous_commit = off");
        return db.first(CLAIM, row -> new WorkHandler.WorkItem(row.number("id"), row.text("kind"), row.text("key"),
                row.text("payload"), row.count("attempts")), lease, seconds, kinds);
    }

    boolean prolong(long id, String lease, int seconds) {
        return db.update("update work set lease_until = now() + make_interval(secs => ?) where id = ? and lease = ? "
                + "and state = 'running'", seconds, id, lease) > 0;
    }

    void progress(long id, String lease, double share, String step) {
        db.update("update work set progress = ?, step = ?, changed_at = now() where id = ? and lease = ?",
                (float) share, step, id, lease);
    }

    /** In the transaction of the effect. */
    boolean done(long id, String lease) {
        return db.update("update work set state = 'done', lease = null, lease_until = null, progress = 1, step = '', "
                + "reason = null, changed_at = now() where id = ? and lease = ? and state = 'running'", id, lease) > 0;
    }

    /** Tries again after 1, 2, 4, … seconds with jitter, at most 10 minutes; or never. */
    @Transactional
    void failed(WorkHandler.WorkItem item, String lease, String reason, boolean giveUp) {
        var jitter = ThreadLocalRandom.current().nextDouble(0.75, 1.25);
        var wait = Math.min(600, Math.pow(2, item.attempt() - 1)) * jitter;
        var dead = db.first("update work set state = case when ? or attempts >= max_attempts then 'dead' else 'ready' "
                + "end, lease = null, lease_until = null, reason = ?, run_at = now() + make_interval(secs => ?), "
                + "changed_at = now() where id = ? and lease = ? and state = 'running' returning state = 'dead' as dead",
                row -> row.truth("dead"), giveUp, reason, wait, item.id(), lease).orElse(false);
        if (dead) {
            notifications.add(Notifications.Level.ERROR, "work.dead", "work/" + item.id(),
                    item.kind() + " " + item.key() + ": " + reason);
        }
    }

    /** Items of workers that died. */
    @Transactional
    void reclaim() {
        db.update("update work set state = case when attempts >= max_attempts then 'dead' else 'ready' end, "
                + "reason = 'the worker died or lost the database', lease = null, lease_until = null, run_at = now(), "
                + "changed_at = now() where state = 'running' and lease_until < now()");
        db.update("delete from work where id in (select id from work where state = 'done' "
                + "and changed_at < now() - interval '7 days' limit 1000)");
    }

    private static View view(Row row) throws java.sql.SQLException {
        return new View(row.number("id"), row.text("kind"), row.text("key"), row.text("state"), row.count("priority"),
                row.count("attempts"), row.count("max_attempts"), row.time("run_at"), row.real("progress"),
                row.text("step"), row.text("reason"), row.time("created_at"), row.time("changed_at"));
    }
}
