package org.tinysphere.drifthub.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.tinysphere.core.control.Db;
import org.tinysphere.core.control.Problem;
import org.tinysphere.core.control.Row;
import org.tinysphere.core.control.Signals;
import org.tinysphere.datahub.control.ReceivedPackage;

/** What devices put aside, with what became of it on the device and what people say. */
@ApplicationScoped
public class QuarantineSamples {
    private static final String SELECT = "select x.*, d.id as device_id from quarantine_sample x "
            + "join device d on d.number = x.device where ";
    @Inject
    private Db db;
    @Inject
    private Signals signals;

    /** What to list; every part may be null: no matter. */
    @Schema(name = "QuarantineSamplesWanted")
    public record Wanted(String device, String group, String status, String state, Instant from, Instant to) {
    }

    /**
     * @param id number of the platform
     * @param sampleId the device's
     * @param status what the device says: pending, adapted, rejected, validated
     * @param state what people say ({@link ReviewState})
     * @param label the device's pseudo-label, or the true one that it was given
     */
    @Schema(name = "QuarantineSamplesLine")
    public record Line(long id, String device, String sampleId, Instant at, Instant receivedAt, String status,
            String state, long frame, String file, String predicted, Double confidence, Double novelty, String reason,
            String label, String truth, boolean image, boolean features, String model) {
    }

    /**
     * The same sample comes again when its status has changed: what was packed last holds. Picture and features come
     * with the first time only, and stay.
     */
    void add(ReceivedPackage received, List<QuarantineImporter.Filed> all) {
        // In one order, so that two packages of one device cannot wait for each other's rows.
        var sorted = all.stream().sorted(Comparator.comparing(filed -> filed.sample().id())).toList();
        for (var filed : sorted) {
            var sample = filed.sample();
            db.update("insert into quarantine_sample as x (device, sample_id, at, received_at, packed_at, state, "
                    + "status, frame, file, predicted, confidence, novelty, reason, label, truth, image, features, "
                    + "dimensions, model) values (?, ?, ?, now(), ?, 'new', ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) "
                    + "on conflict (device, sample_id) do update set "
                    + "status = case when excluded.packed_at >= x.packed_at then excluded.status else x.status end, "
                    + "label = case when excluded.packed_at >= x.packed_at then excluded.label else x.label end, "
                    + "packed_at = greatest(excluded.packed_at, x.packed_at), "
                    + "image = coalesce(x.image, excluded.image), features = coalesce(x.features, excluded.features), "
                    + "dimensions = coalesce(x.dimensions, excluded.dimensions)",
                    received.device().number(), sample.id(), sample.at(),
                    Limits.time(received.metadata().createdAt(), "createdAt"), sample.status(), sample.frame(),
                    sample.file(), sample.predicted(), sample.confidence(), sample.novelty(), sample.reason(),
                    sample.label(), sample.truth(), filed.image(), filed.features(),
                    filed.features() == null ? null : sample.features().length, received.metadata().modelId());
        }
        signals.send(DriftEvents.TOPIC, "samples/" + received.device().id());
    }

    /** The latest that came first. */
    public List<Line> list(Wanted wanted, long before, int limit) {
        var filter = new Filter().and("x.id < ?", before).device(wanted.device).group(wanted.group)
                .and("x.status = ?", wanted.status).and("x.state = ?", wanted.state)
                .between(wanted.from, wanted.to);
        return db.list(SELECT + filter.where() + " order by x.id desc limit ?", QuarantineSamples::line,
                filter.parameters(limit));
    }

    /** @throws Problem 404 */
    public Line line(long id) {
        return db.first(SELECT + "x.id = ?", QuarantineSamples::line, id)
                .orElseThrow(() -> Problem.missing("sample " + id));
    }

    /** @throws Problem 404 */
    public DriftEvents.Parts parts(long id) {
        return db.first("select image, features from quarantine_sample where id = ?",
                row -> new DriftEvents.Parts(row.text("image"), row.text("features")), id)
                .orElseThrow(() -> Problem.missing("sample " + id));
    }

    private static Line line(Row row) throws SQLException {
        return new Line(row.number("id"), row.text("device_id"), row.text("sample_id"), row.time("at"),
                row.time("received_at"), row.text("status"), row.text("state"), row.number("frame"), row.text("file"),
                row.text("predicted"), row.realOrNull("confidence"), row.realOrNull("novelty"), row.text("reason"),
                row.text("label"), row.text("truth"), row.text("image") != null, row.text("features") != null,
                row.text("model"));
    }
}
