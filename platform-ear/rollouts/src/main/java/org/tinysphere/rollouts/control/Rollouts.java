package org.tinysphere.rollouts.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.tinylcm.protocol.Json;
import org.tinylcm.protocol.OperatorCommand;
import org.tinysphere.core.control.Actor;
import org.tinysphere.core.control.AuditLog;
import org.tinysphere.core.control.Db;
import org.tinysphere.core.control.MessageCatalogue;
import org.tinysphere.core.control.Problem;
import org.tinysphere.fleet.control.DeviceDirectory;
import org.tinysphere.fleet.control.Inbox;
import org.tinysphere.rollouts.entity.RolloutState;
import org.tinysphere.rollouts.entity.Waves;

/** What people do with rollouts, in the transaction of the caller. */
@ApplicationScoped
public class Rollouts {
    @Inject
    private Db db;
    @Inject
    private RolloutSteps steps;
    @Inject
    private RolloutTargets targets;
    @Inject
    private Releases releases;
    @Inject
    private Inbox inbox;
    @Inject
    private DeviceDirectory directory;
    @Inject
    private AuditLog audit;
    @Inject
    private Actor actor;

    /**
     * What would happen.
     *
     * @param leftOut devices that do not get it, and why
     */
    @Schema(name = "RolloutPlan")
    public record Plan(int devices, List<Integer> waves, Map<String, String> leftOut) {
        /** @param languages as in {@code Accept-Language} */
        public Plan in(String languages) {
            var said = new TreeMap<String, String>();
            leftOut.forEach((device, reason) -> said.put(device, MessageCatalogue.in(languages, reason)));
            return new Plan(devices, waves, said);
        }
    }

    /** Nothing is changed. */
    public Plan plan(long release, RolloutSettings settings) {
        var stored = releases.stored(release);
        targets.mustResolve(stored.document(), settings);
        var leaving = targets.leaving(stored);
        var leftOut = new TreeMap<String, String>();
        var places = new ArrayList<Long>();
        for (var device : targets.matching(settings)) {
            leaving.reason(device).ifPresent(reason -> leftOut.put(device.id(), reason));
            places.add(Waves.place(0, device.id()));
        }
        places.sort(null);
        var borders = Waves.borders(places, settings.waves());
        var sizes = new int[borders.size()];
        places.forEach(place -> sizes[Waves.of(place, borders)]++);
        return new Plan(places.size(), java.util.Arrays.stream(sizes).boxed().toList(), leftOut);
    }

    /**
     * @param paused it begins when it is resumed
     * @throws Problem 404 there is no such release; 422 it has expired, no device is meant, or one cannot resolve it
     */
    public long begin(String name, long release, RolloutSettings settings, boolean paused) {
        var stored = releases.stored(release);
        if (!stored.document().expires().isAfter(Instant.now())) {
            throw new Problem(422, "expired", "release " + stored.document().name() + " expired on "
                    + stored.document().expires());
        }
        var devices = targets.matching(settings);
        if (devices.isEmpty()) {
            throw new Problem(422, "no-devices", "no device matches");
        }
        targets.mustResolve(stored.document(), settings);
        var state = paused ? RolloutState.PAUSED : RolloutState.RUNNING;
        var id = db.first("insert into rollout (name, release, state, wave, settings, borders, wave_began_at, created_by, "
                + "created_at) values (?, ?, ?, 0, ?, ?, now(), ?, now()) returning id", row -> row.number("id"), name,
                release, state.id(), Json.write(settings), new Long[0], actor.name()).orElseThrow();
        var places = devices.stream().map(device -> Waves.place(id, device.id())).sorted().toList();
        var borders = Waves.borders(places, settings.waves());
        db.update("update rollout set borders = ? where id = ?", borders.toArray(Long[]::new), id);
        // In one statement: a fleet has thousands.
        db.update("insert into rollout_device (rollout, device, place, wave) select ?, d.device, d.place, d.wave from "
                + "unnest(?::bigint[], ?::bigint[], ?::bigint[]) as d(device, place, wave)", id,
                devices.stream().map(RolloutTargets.Target::number).toArray(Long[]::new),
                devices.stream().map(device -> Waves.place(id, device.id())).toArray(Long[]::new),
                devices.stream().map(device -> (long) Waves.of(Waves.place(id, device.id()), borders))
                        .toArray(Long[]::new));
        audit.record("rollout.begin", "rollout/" + id, Map.of("name", name, "release", release, "devices",
                devices.size()));
        steps.note(id, actor.name(), "rollout.begin", devices.size() + " devices");
        return id;
    }

    /** @throws Problem 404, 409 it cannot become that now */
    public void change(long id, RolloutState next, String reason) {
        var rollout = locked(id);
        if (!rollout.state().mayBecome(next)) {
            throw Problem.conflict("rollout " + id + " is " + rollout.state().id() + " and cannot become " + next.id());
        }
        audit.record("rollout." + next.id(), "rollout/" + id, reason == null ? Map.of() : Map.of("reason", reason));
        if (next.ended()) {
            steps.end(rollout, next, reason, actor.name());
            return;
        }
        db.update("update rollout set state = ?, reason = ? where id = ?", next.id(), reason, id);
        steps.note(id, actor.name(), "rollout." + next.id(), reason);
        // Whether devices are told something has changed for all that were not told yet.
        db.list("select d.id from deployment p join device d on d.number = p.device where p.rollout = ? and p.wanted",
                row -> row.text("id"), id).forEach(directory::changed);
    }

    /**
     * Every device that runs the release because of this rollout is told to go back to what it had; the others do not get
     * it any more.
     *
     * @return to how many devices that was said
     */
    public int rollBack(long id, String reason) {
        var rollout = locked(id);
        if (!rollout.state().ended()) {
            steps.end(rollout, RolloutState.ABORTED, reason, actor.name());
        }
        var devices = db.list("select d.id, p.number from deployment p join device d on d.number = p.device join installed "
                + "i on i.device = p.device where p.rollout = ? and i.deployment = p.number and d.retired_at is null",
                row -> Map.entry(row.text("id"), row.number("number")), id);
        devices.forEach(device -> inbox.put(device.getKey(), OperatorCommand.ROLLBACK_UPDATE,
                String.valueOf(device.getValue()), Map.of("deployment", device.getValue()), actor.name()));
        audit.record("rollout.roll-back", "rollout/" + id, Map.of("devices", devices.size()));
        steps.note(id, actor.name(), "rollout.roll-back", devices.size() + " devices");
        return devices.size();
    }

    /** A device may not be able to go back: the set before is kept only until the next update is tried. */
    void refused(@Observes Inbox.Ended command) {
        if (command.kind().equals(OperatorCommand.ROLLBACK_UPDATE) && !command.applied()) {
            db.first("select rollout from deployment p join device d on d.number = p.device where d.id = ? "
                    + "and p.number::text = ? and rollout is not null", row -> row.number("rollout"), command.device(),
                    command.key()).ifPresent(rollout -> steps.note(rollout, command.device(), "roll-back.refused",
                    command.detail()));
        }
    }

    private RolloutSteps.Current locked(long id) {
        return steps.lock(id).orElseThrow(() -> Problem.missing("rollout " + id));
    }
}
