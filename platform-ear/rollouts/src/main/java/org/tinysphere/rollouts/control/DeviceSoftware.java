package org.tinysphere.rollouts.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.tinylcm.protocol.Json;
import org.tinylcm.protocol.update.InstalledDoc;
import org.tinysphere.core.control.Actor;
import org.tinysphere.core.control.AuditLog;
import org.tinysphere.core.control.Db;
import org.tinysphere.fleet.control.Devices;

/** What runs on a device, and how it came there. */
@ApplicationScoped
public class DeviceSoftware {
    @Inject
    private Db db;
    @Inject
    private Devices devices;
    @Inject
    private Deployments deployments;
    @Inject
    private AuditLog audit;
    @Inject
    private Actor actor;

    /** @param document what the device itself said, absent if it said nothing yet */
    @Schema(name = "DeviceInstalled")
    public record Installed(InstalledDoc document, Instant receivedAt) {
    }

    /**
     * @param wanted false and not ended: the device is to give it up, and has not said that it did
     * @param running the device says that it runs it
     */
    @Schema(name = "DeviceDeployment")
    public record Line(long number, long release, String releaseName, long releaseNumber, Long rollout, String state,
            boolean wanted, boolean running, String reason, Object figures, String createdBy, Instant createdAt,
            Instant changedAt, Instant endedAt) {
    }

    @Schema(name = "DeviceDeploymentEvent")
    public record Event(long sequence, String state, Instant at, Instant receivedAt, String reason, Object figures) {
    }

    public Installed installed(String device) {
        return db.first("select document, received_at from installed where device = ?", row -> new Installed(Json.read(
                row.text("document"), InstalledDoc.class, "database", Documents.LIMITS), row.time("received_at")),
                devices.place(device).number()).orElse(new Installed(null, null));
    }

    /** The newest first. */
    public List<Line> deployments(String device, long before, int limit) {
        return db.list("select p.*, r.name as release_name, r.number as release_number, i.deployment = p.number as running "
                + "from deployment p join release r on r.id = p.release left join installed i on i.device = p.device "
                + "where p.device = ? and p.number < ? order by p.number desc limit ?", row -> new Line(
                row.number("number"), row.number("release"), row.text("release_name"), row.number("release_number"),
                row.numberOrNull("rollout"), row.text("state"), row.truth("wanted"), row.truth("running"),
                row.text("reason"), Trees.of(row.text("figures")), row.text("created_by"), row.time("created_at"),
                row.time("changed_at"), row.time("ended_at")), devices.place(device).number(), before, limit);
    }

    public List<Event> events(String device, long deployment) {
        return db.list("select * from deployment_event where device = ? and deployment = ? order by sequence limit 1000",
                row -> new Event(row.number("sequence"), row.text("state"), row.time("at"), row.time("received_at"),
                        row.text("reason"), Trees.of(row.text("figures"))), devices.place(device).number(), deployment);
    }

    /** In the transaction of the caller. */
    public void cancel(String device, long deployment, boolean quit, String reason) {
        deployments.cancel(devices.place(device).number(), device, deployment, quit,
                Optional.ofNullable(reason).orElse("taken back by " + actor.name()));
        audit.record("deployment.cancel", "device/" + device, Map.of("deployment", deployment, "quit", quit));
    }
}
