package org.tinysphere.drifthub.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.tinylcm.protocol.DriftEventDoc;
import org.tinylcm.protocol.Json;
import org.tinylcm.protocol.JsonLimits;
import org.tinysphere.core.control.Db;
import org.tinysphere.core.control.Notifications;
import org.tinysphere.core.control.Problem;
import org.tinysphere.core.control.Row;
import org.tinysphere.core.control.Signals;
import org.tinysphere.datahub.control.ReceivedPackage;

/** Beginnings and ends of drift of all devices. */
@ApplicationScoped
public class DriftEvents {
    /** Topic of signals; the key is the event's number. */
    public static final String TOPIC = "drift";
    private static final String SELECT = "select x.*, d.id as device_id from drift_event x "
            + "join device d on d.number = x.device where ";
    private static final String GROUP = "x.group_id = (select id from device_group where name = ?)";
    @Inject
    private Db db;
    @Inject
    private Signals signals;
    @Inject
    private Notifications notifications;

    /** What to list; every part may be null: no matter. */
    @Schema(name = "DriftEventsWanted")
    public record Wanted(String device, String group, String state, String monitor, Instant from, Instant to) {
    }

    /**
     * A line of the list.
     *
     * @param id number of the platform
     * @param eventId the device's
     * @param recoveredAt end of the episode; absent while it lasts or is not known
     */
    @Schema(name = "DriftEventsLine")
    public record Line(long id, String device, String eventId, String episode, String kind, String state, Instant at,
            Instant receivedAt, String monitor, String label, Double confidence, boolean image, boolean features,
            Instant recoveredAt) {
    }

    /** Times and numbers are the device's; absent is what it did not say. */
    @Schema(name = "DriftEventsDetail")
    public record Detail(Line event, long frame, String file, DriftEventDoc.Reading reading,
            DriftEventDoc.Sample sample, Object neighbours, Integer dimensions, String model, String version,
            String packageId, Long recovery) {
    }

    /** Where the parts of an event lie. */
    public record Parts(String image, String features) {
    }

    /** Once, however often it comes. */
    void add(ReceivedPackage received, DriftEventImporter.Filed filed) {
        var event = filed.event();
        var reading = event.reading();
        var sample = event.sample();
        var onset = event.kind().equals(DriftEventDoc.ONSET);
        var device = received.device();
        // Of two packages of one episode that are imported at the same time one must see the other's row.
        db.list("select pg_advisory_xact_lock(hashtextextended(?, 0))", row -> "",
                "drift-episode " + device.number() + ' ' + event.episode());
        var added = db.first("insert into drift_event (device, event_id, episode, kind, state, at, received_at, "
                + "frame, file, monitor, metric, current_value, reference_value, statistic, threshold, label, truth, "
                + "confidence, novelty, familiarity, neighbours, image, features, dimensions, document, model, "
                + "version, package, group_id) values (?, ?, ?, ?, ?, ?, now(), ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, "
                + "?, ?, ?, ?, ?, ?, ?, ?, "
                // Locked, so that the device does not change its group between here and the commit.
                + "(select group_id from device where number = ? for share)) "
                + "on conflict (device, event_id) do nothing returning id",
                row -> row.number("id"), device.number(), event.id(), event.episode(), event.kind(),
                (onset ? ReviewState.NEW : ReviewState.NONE).id(), event.at(), event.frame(), event.file(),
                reading.monitor().strip(), reading.metric(), reading.current(), reading.reference(),
                reading.statistic(), reading.threshold(), sample == null ? null : sample.label(),
                sample == null ? null : sample.truth(), sample == null ? null : sample.confidence(),
                sample == null ? null : sample.novelty(), sample == null ? null : sample.familiarity(),
                Json.write(event.neighbours()), filed.image(), filed.features(),
                filed.features() == null ? null : sample.features().length, filed.document(),
                received.metadata().modelId(), received.metadata().tinylcmVersion(), received.metadata().packageId(),
                device.number());
        added.ifPresent(id -> {
            closeEpisode(device.number(), event.episode());
            signals.send(TOPIC, String.valueOf(id));
            if (onset) {
                notifications.add(Notifications.Level.INFO, "drift.to-label", "device/" + device.id(),
                        "Drift to label: " + reading.monitor().strip() + " on " + device.id());
            }
        });
    }

    /** Whichever of the two came first. */
    private void closeEpisode(long device, String episode) {
        db.update("update drift_event o set recovery = r.id, recovered_at = r.at from drift_event r "
                + "where o.device = ? and o.episode = ? and o.kind = 'onset' and o.recovery is null "
                + "and r.device = o.device and r.episode = o.episode and r.kind = 'recovery'", device, episode);
    }

    /**
     * The latest first.
     *
     * @param before only those behind this one of an earlier page; null for the first page
     */
    public List<Line> list(Wanted wanted, Position before, int limit) {
        var filter = new Filter().device(wanted.device).and(GROUP, wanted.group).and("x.state = ?", wanted.state)
                .and("x.monitor = ?", wanted.monitor).between(wanted.from, wanted.to);
        if (before != null) {
            filter.and("(x.at, x.id) < (?, ?)", before.at(), before.id());
        }
        return db.list(SELECT + filter.where() + " order by x.at desc, x.id desc limit ?", DriftEvents::line,
                filter.parameters(limit));
    }

    /** @throws Problem 404 */
    public Detail detail(long id) {
        return db.first(SELECT + "x.id = ?", row -> new Detail(line(row), row.number("frame"), row.text("file"),
                new DriftEventDoc.Reading(row.text("monitor"), row.text("metric"), row.realOrNull("current_value"),
                        row.realOrNull("reference_value"), row.realOrNull("statistic"), row.realOrNull("threshold")),
                row.text("label") == null ? null : new DriftEventDoc.Sample(row.text("label"), row.text("truth"),
                        row.realOrNull("confidence"), row.realOrNull("novelty"), row.realOrNull("familiarity"), null),
                Json.tree(row.text("neighbours"), "database", JsonLimits.DOCUMENT),
                row.numberOrNull("dimensions") == null ? null : row.count("dimensions"), row.text("model"),
                row.text("version"), row.text("package"), row.numberOrNull("recovery")), id)
                .orElseThrow(() -> Problem.missing("drift event " + id));
    }

    /** @throws Problem 404 */
    public Parts parts(long id) {
        return db.first("select image, features from drift_event where id = ?",
                row -> new Parts(row.text("image"), row.text("features")), id)
                .orElseThrow(() -> Problem.missing("drift event " + id));
    }

    private static Line line(Row row) throws SQLException {
        return new Line(row.number("id"), row.text("device_id"), row.text("event_id"), row.text("episode"),
                row.text("kind"), row.text("state"), row.time("at"), row.time("received_at"), row.text("monitor"),
                row.text("label"), row.realOrNull("confidence"), row.text("image") != null,
                row.text("features") != null, row.time("recovered_at"));
    }
}
