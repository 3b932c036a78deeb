package org.tinysphere.rollouts.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tinylcm.protocol.Json;
import org.tinysphere.core.control.AuditLog;
import org.tinysphere.core.control.Db;
import org.tinysphere.core.control.Notifications;
import org.tinysphere.core.control.Signals;
import org.tinysphere.core.control.Transactions;
import org.tinysphere.rollouts.entity.RolloutRule.Tally;
import org.tinysphere.rollouts.entity.RolloutState;
import org.tinysphere.rollouts.entity.Waves;

/** What a rollout does by itself. Any node may do it; the rollout's row is locked meanwhile. */
@ApplicationScoped
public class RolloutSteps {
    /** Topic of the signals; the key is the rollout's id. */
    public static final String TOPIC = "rollout";
    static final String PLATFORM = "platform";
    /** In one transaction, so that none gets long. */
    private static final int AT_ONCE = 200;
    /**
     * What the device says that it runs counts more than how the deployment ended. Who went back after the end, or is not
     * well, has failed after all; what was said before the end says nothing of that.
     */
    static final String OUTCOME = "case when r.left_out is not null or d.retired_at is not null then 'left_out' "
            + "when p.number is null then 'waiting' when p.ended_at is null then 'open' "
            + "when i.deployment is distinct from p.number and p.state = 'canceled' then 'canceled' "
            + "when i.deployment is distinct from p.number and p.state <> 'confirmed' then 'failed' "
            + "when i.deployment < p.number and i.received_at > p.ended_at then 'went_back' "
            + "when r.unwell is not null or l.health = 'failing' and l.last_seen > p.ended_at then 'unwell' else 'confirmed' end";
    /** A reason for whatever is not as it should be. */
    static final String REASON = "coalesce(r.left_out, r.unwell, case when l.health = 'failing' and l.last_seen > p.ended_at "
            + "then l.report -> 'reasons' ->> 0 end, p.reason)";
    static final String JOINED = " from rollout_device r join device d on d.number = r.device left join deployment p on "
            + "p.device = r.device and p.number = r.deployment left join installed i on i.device = r.device "
            + "left join device_live l on l.device = r.device ";
    private static final String TALLY = "select wave, count(*) filter (where outcome not in ('left_out', 'canceled')) as "
            + "devices, count(*) filter (where outcome = 'confirmed') as confirmed, count(*) filter (where outcome in "
            + "('failed', 'went_back', 'unwell')) as failed, count(*) filter (where outcome in ('waiting', 'open')) as open "
            + "from (select r.wave, " + OUTCOME + " as outcome" + JOINED + "where r.rollout = ? and r.wave <= ?) o "
            + "group by wave";
    @Inject
    private Db db;
    @Inject
    private Transactions transactions;
    @Inject
    private RolloutTargets targets;
    @Inject
    private Releases releases;
    @Inject
    private Deployments deployments;
    @Inject
    private Signals signals;
    @Inject
    private Notifications notifications;
    @Inject
    private AuditLog audit;

    /** A rollout as its steps need it. */
    record Current(long id, String name, long release, RolloutState state, int wave, RolloutSettings settings,
            List<Long> borders, Instant reached, String by) {
        boolean last() {
            return wave == borders.size() - 1;
        }
    }

    /** Those that go on. */
    List<Long> running() {
        return db.list("select id from rollout where state = 'running' order by id", row -> row.number("id"));
    }

    /** Does what is to be done now, in transactions of its own. */
    void advance(long id) {
        while (transactions.call(() -> step(id))) {
            continue;
        }
    }

    /** @return true if there may be more to do at once */
    private boolean step(long id) {
        var found = lock(id).filter(rollout -> rollout.state == RolloutState.RUNNING);
        if (found.isEmpty()) {
            return false;
        }
        var rollout = found.get();
        join(rollout);
        var wave = new Tally(0, 0, 0, 0);
        var all = new Tally(0, 0, 0, 0);
        for (var tally : db.list(TALLY, row -> Map.entry(row.count("wave"), new Tally(row.count("devices"),
                row.count("confirmed"), row.count("failed"), row.count("open"))), id, rollout.wave)) {
            all = all.plus(tally.getValue());
            wave = tally.getKey() == rollout.wave ? tally.getValue() : wave;
        }
        // Before anything is given out: what is too bad must not reach one more device.
        var decision = rollout.settings.rule().decide(wave, all, rollout.last(), rollout.reached, Instant.now());
        return switch (decision.step()) {
            case STOP -> end(rollout, RolloutState.STOPPED, decision.reason(), PLATFORM);
            case FINISH -> end(rollout, RolloutState.FINISHED, null, PLATFORM);
            case NEXT -> next(rollout);
            case REACHED -> reached(rollout);
            case WAIT -> giveOut(rollout);
        };
    }

    /** Rows that refer to it can be written meanwhile: the devices' calls do not wait. */
    Optional<Current> lock(long id) {
        return db.first("select * from rollout where id = ? for no key update", row -> new Current(id, row.text("name"),
                row.number("release"), RolloutState.of(row.text("state")), row.count("wave"),
                Json.read(row.text("settings"), RolloutSettings.class, "database"), row.numbers("borders"),
                row.time("reached_at"), row.text("created_by")), id);
    }

    /** Devices that match and are not in it yet: those of a wave that is through get the release at once. */
    private void join(Current rollout) {
        for (var device : targets.late(rollout.id, rollout.settings)) {
            var place = Waves.place(rollout.id, device.id());
            db.update("insert into rollout_device (rollout, device, place, wave) values (?, ?, ?, ?) "
                    + "on conflict do nothing", rollout.id, device.number(), place, Waves.of(place, rollout.borders));
            note(rollout.id, PLATFORM, "device.late", device.id());
        }
    }

    /** @return true if there may be more to give out */
    private boolean giveOut(Current rollout) {
        var release = releases.stored(rollout.release);
        var leaving = targets.leaving(release);
        var devices = db.list("select d.number, d.id from rollout_device r join device d on d.number = r.device "
                + "where r.rollout = ? and r.wave <= ? and r.deployment is null and r.left_out is null "
                + "and d.retired_at is null order by r.wave, r.place limit ?",
                row -> new RolloutTargets.Target(row.number("number"), row.text("id")), rollout.id, rollout.wave,
                AT_ONCE);
        // In one order, so that two rollouts with the same devices cannot wait for each other.
        for (var device : devices.stream().sorted(Comparator.comparingLong(RolloutTargets.Target::number)).toList()) {
            var reason = leaving.reason(device);
            var deployment = reason.isPresent() ? null : (Long) deployments.assign(device.number(), device.id(),
                    rollout.release, rollout.id, rollout.settings.force(), rollout.by);
            db.update("update rollout_device set left_out = ?, deployment = ?::bigint where rollout = ? and device = ?",
                    reason.orElse(null), deployment, rollout.id, device.number());
        }
        return !devices.isEmpty();
    }

    private boolean reached(Current rollout) {
        db.update("update rollout set reached_at = now() where id = ?", rollout.id);
        note(rollout.id, PLATFORM, "wave.reached", "wave " + (rollout.wave + 1));
        return true;
    }

    private boolean next(Current rollout) {
        db.update("update rollout set wave = wave + 1, wave_began_at = now(), reached_at = null where id = ?",
                rollout.id);
        note(rollout.id, PLATFORM, "wave.begin", "wave " + (rollout.wave + 2));
        return true;
    }

    /** What devices do not know of is taken back; who is at it finishes, or goes back, by itself. */
    boolean end(Current rollout, RolloutState state, String reason, String who) {
        db.update("update rollout set state = ?, reason = ?, ended_at = now() where id = ?", state.id(), reason,
                rollout.id);
        if (state != RolloutState.FINISHED) {
            deployments.withdraw(rollout.id, "the rollout was " + state.id());
        }
        note(rollout.id, who, "rollout." + state.id(), reason);
        if (state == RolloutState.STOPPED) {
            audit.record(who, "rollout.stopped", "rollout/" + rollout.id, Map.of("reason", reason));
            notifications.add(Notifications.Level.ERROR, "rollout.stopped", "rollout/" + rollout.id,
                    rollout.name + ": " + reason);
        }
        return false;
    }

    void note(long rollout, String who, String action, String detail) {
        db.update("insert into rollout_history (rollout, at, who, action, detail) values (?, now(), ?, ?, ?)", rollout,
                who, action, detail);
        signals.send(TOPIC, String.valueOf(rollout));
    }
}
