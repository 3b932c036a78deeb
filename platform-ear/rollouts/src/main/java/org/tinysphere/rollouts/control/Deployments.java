package org.tinysphere.rollouts.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.tinylcm.protocol.Json;
import org.tinylcm.protocol.update.DeploymentEvent;
import org.tinylcm.protocol.update.DeploymentState;
import org.tinylcm.protocol.update.DesiredStateDoc;
import org.tinylcm.protocol.update.InstalledDoc;
import org.tinylcm.protocol.update.SignedDoc;
import org.tinysphere.core.boundary.DeviceCaller;
import org.tinysphere.core.control.Db;
import org.tinysphere.core.control.Problem;
import org.tinysphere.core.control.Row;
import org.tinysphere.core.control.Signals;
import org.tinysphere.fleet.control.DeviceDirectory;
import org.tinysphere.fleet.control.UpdateWaits;
import org.tinysphere.rollouts.entity.Deployment;
import org.tinysphere.rollouts.entity.DeviceDeployments;

/**
 * {@link DeviceDeployments} in the database. All methods belong into a transaction of the caller; whoever changes the
 * deployments of a device has its row.
 */
@ApplicationScoped
public class Deployments implements UpdateWaits {
    /** Topic of the signals; the key is the device's id. */
    public static final String TOPIC = "deployment";
    /** What a paused rollout did not tell yet is not told. */
    private static final String WANTED = "select p.*, r.signed from deployment p join release r on r.id = p.release "
            + "left join rollout o on o.id = p.rollout where p.device = ? and p.wanted and (p.fetched or o.id is null "
            + "or o.state <> 'paused')";
    @Inject
    private Db db;
    @Inject
    private DeviceDirectory directory;
    @Inject
    private Signals signals;

    /** The document and its tag. */
    public record Desired(String tag, DesiredStateDoc document) {
    }

    /** @param reason of the change, null to leave it */
    private record Change(DeviceDeployments before, DeviceDeployments after, String reason) {
    }

    @Override
    public boolean waitsFor(long device) {
        return db.first(WANTED, row -> true, device).isPresent();
    }

    /** What a device should have; from now on the device may know of it. */
    public Optional<Desired> desired(DeviceCaller device) {
        lock(device.number());
        var desired = db.first(WANTED, row -> new DesiredStateDoc(DesiredStateDoc.VERSION, row.number("number"),
                Json.read(row.text("signed"), SignedDoc.class, "database", Documents.LIMITS), row.truth("forced")),
                device.number());
        var before = load(device.number(), null);
        store(device.number(), new Change(before, desired.isPresent() ? before.told() : before.untold(), null));
        return desired.map(document -> new Desired("\"" + document.deployment() + '"', document));
    }

    /** @return the number of the new deployment */
    long assign(long device, String id, long release, Long rollout, boolean force, String who) {
        lock(device);
        var before = load(device, null);
        var after = before.assign(db.first("select deployment from installed where device = ?",
                row -> row.number("deployment"), device).orElse(0L));
        var added = after.all().get(after.all().size() - 1);
        store(device, new Change(before, new DeviceDeployments(after.all().subList(0, after.all().size() - 1)),
                "another release is wanted"));
        db.update("insert into deployment (device, number, release, rollout, forced, state, wanted, fetched, sequence, "
                + "created_by, created_at, changed_at) values (?, ?, ?, ?::bigint, ?, ?, ?, ?, ?, ?, now(), now())",
                device, added.number(), release, rollout, force, added.state().id(), added.wanted(), added.fetched(),
                added.sequence(), who);
        told(id);
        return added.number();
    }

    /**
     * @param quit also without the device's word
     * @throws Problem 404 there is none; 409 it has ended
     */
    void cancel(long device, String id, long number, boolean quit, String reason) {
        lock(device);
        var before = load(device, number);
        var known = before.all().stream().filter(one -> one.number() == number).findFirst()
                .orElseThrow(() -> Problem.missing("deployment " + number + " of this device"));
        if (known.ended()) {
            throw Problem.conflict("deployment " + number + " has ended: " + known.state().id());
        }
        store(device, new Change(before, quit ? before.quit(number) : before.cancel(number), reason));
        told(id);
    }

    /** Takes back all of a rollout that have not ended. */
    void withdraw(long rollout, String reason) {
        // Rows in one order: two of these cannot wait for each other.
        db.list("select 1 from deployment where rollout = ? and ended_at is null order by device for no key update",
                row -> "", rollout);
        var devices = db.list("update deployment p set wanted = false, state = case when fetched then state else "
                + "'canceled' end, ended_at = case when fetched then null else now() end, reason = ?, changed_at = now() "
                + "from device d where d.number = p.device and p.rollout = ? and p.ended_at is null and p.wanted "
                + "returning d.id", row -> row.text("id"), reason, rollout);
        devices.forEach(this::told);
    }

    /**
     * Takes what a device says of a deployment; what was taken before changes nothing.
     *
     * @return rollouts in which something ended
     * @throws Problem 404 there is no such deployment; 422 an event that no device can send
     */
    public TreeSet<Long> heard(DeviceCaller device, long number, List<DeploymentEvent> events) {
        lock(device.number());
        var ended = new TreeSet<Long>();
        for (var event : events) {
            var said = DeploymentState.of(event.state()).filter(state -> state != DeploymentState.ASSIGNED)
                    .orElseThrow(() -> new Problem(422, "state", "no device says '" + event.state() + "'"));
            if (event.deployment() != number) {
                throw new Problem(422, "deployment", "an event of deployment " + event.deployment() + " came with "
                        + "those of deployment " + number);
            }
            var before = load(device.number(), number);
            var after = before.heard(number, event.sequence(), said)
                    .orElseThrow(() -> Problem.missing("deployment " + number + " of this device"));
            if (db.update("insert into deployment_event (device, deployment, sequence, state, at, received_at, reason, "
                    + "figures) values (?, ?, ?, ?, ?, now(), ?, ?::jsonb) on conflict do nothing", device.number(),
                    number, event.sequence(), said.id(), event.time(), event.reason(), Json.write(event.figures()))
                    > 0) {
                var change = new Change(before, after, event.reason());
                ended.addAll(store(device.number(), change));
                db.update("update deployment set figures = figures || ?::jsonb where device = ? and number = ?",
                        Json.write(event.figures()), device.number(), number);
            }
        }
        told(device.id());
        return ended;
    }

    /** @return rollouts in which something ended */
    public TreeSet<Long> installed(DeviceCaller device, InstalledDoc document) {
        lock(device.number());
        var environment = Environment.of(document);
        db.update("insert into installed (device, release, number, deployment, java, packages, document, received_at) "
                + "values (?, ?, ?, ?, ?, ?, ?, now()) on conflict (device) do update set release = excluded.release, "
                + "number = excluded.number, deployment = excluded.deployment, java = excluded.java, "
                + "packages = excluded.packages, document = excluded.document, received_at = excluded.received_at",
                device.number(), document.release(), document.number(), document.deployment(), environment.java(),
                environment.packages(), Json.write(document));
        var before = load(device.number(), document.deployment());
        var ended = store(device.number(), new Change(before, before.installed(document.deployment()),
                "the device runs deployment " + document.deployment()));
        told(device.id());
        return ended;
    }

    /** Those that matter for a change: what has not ended, the last one, and the one that is spoken of. */
    private DeviceDeployments load(long device, Long number) {
        return new DeviceDeployments(db.list("select * from deployment p where device = ? and (ended_at is null "
                + "or number = ?::bigint or number = (select max(number) from deployment where device = p.device)) "
                + "order by number for no key update", Deployments::deployment, device, number));
    }

    private TreeSet<Long> store(long device, Change change) {
        var known = new ArrayList<>(change.before.all());
        var rollouts = new TreeSet<Long>();
        for (var deployment : change.after.all()) {
            if (!known.contains(deployment)) {
                var ended = deployment.ended();
                db.first("update deployment set state = ?, wanted = ?, fetched = ?, passed = ?, sequence = ?, reason = "
                        + "coalesce(?, reason), changed_at = now(), ended_at = case when ? then coalesce(ended_at, "
                        + "now()) end where device = ? and number = ? returning rollout",
                        row -> Optional.ofNullable(row.numberOrNull("rollout")), deployment.state().id(),
                        deployment.wanted(), deployment.fetched(), deployment.passed(), deployment.sequence(),
                        change.reason, ended, device, deployment.number()).flatMap(UnaryOperator.identity())
                        .filter(rollout -> ended).ifPresent(rollouts::add);
            }
        }
        return rollouts;
    }

    /** One after another for a device. Rows that refer to it may be written meanwhile. */
    private void lock(long device) {
        db.list("select 1 from device where number = ? for no key update", row -> "", device);
    }

    private void told(String id) {
        directory.changed(id);
        signals.send(TOPIC, id);
    }

    private static Deployment deployment(Row row) throws SQLException {
        return new Deployment(row.number("number"), DeploymentState.of(row.text("state")).orElseThrow(),
                row.truth("wanted"), row.truth("fetched"), row.truth("passed"), row.number("sequence"));
    }
}
