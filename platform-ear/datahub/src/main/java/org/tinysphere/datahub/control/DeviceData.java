package org.tinysphere.datahub.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Instant;
import java.util.List;
import org.tinylcm.protocol.Json;
import org.tinylcm.protocol.JsonLimits;
import org.tinysphere.core.control.Db;
import org.tinysphere.core.control.ObjectStore;
import org.tinysphere.core.control.Problem;

/** What came in packages, for people: logs, pictures, models. */
@ApplicationScoped
public class DeviceData {
    @Inject
    private Db db;
    @Inject
    private ObjectStore objects;

    /**
     * A log file of a device, as far as it is here.
     *
     * @param file SHA-256 of its first line
     * @param from first byte that is here
     * @param to behind the last one
     * @param bytes how many are here, overlaps counted twice
     * @param gap true if lines before were deleted on the device
     */
    public record Log(String log, String file, long from, long to, long bytes, long parts, boolean gap,
            Instant firstAt, Instant lastAt) {
    }

    public record Model(Instant at, String modelId, Object model) {
    }

    public record Image(long number, String device, long frame, Instant at, String mediaType, long bytes,
            Object prediction) {
    }

    private record Stretch(long start, long finish, String object) {
    }

    /** An object and what a browser may take it for. */
    public record Content(InputStream stream, String mediaType) {
    }

    /** By log and file. */
    public List<Log> logs(long device, String afterLog, String afterFile, int limit) {
        return db.list("select log, file, min(start) as start, max(finish) as finish, sum(finish - start) as bytes, "
                + "count(*) as n, bool_or(gap) as gap, min(packed_at) as first_at, max(packed_at) as last_at "
                + "from log_part where device = ? and (log, file) > (?, ?) group by log, file order by log, file "
                + "limit ?", row -> new Log(row.text("log"), row.text("file"), row.number("start"),
                row.number("finish"), row.number("bytes"), row.number("n"), row.truth("gap"), row.time("first_at"),
                row.time("last_at")), device, afterLog, afterFile, limit);
    }

    /** @throws Problem 404 nothing of it is here */
    public void mustHaveLog(long device, String log, String file) {
        if (stretches(device, log, file, -1).isEmpty()) {
            throw Problem.missing("such log");
        }
    }

    /** Writes what is here of a file, each byte once. */
    public void writeLog(long device, String log, String file, OutputStream out) throws IOException {
        var position = -1L;
        for (var page = stretches(device, log, file, -1); !page.isEmpty();
                page = stretches(device, log, file, page.get(page.size() - 1).start)) {
            for (var stretch : page) {
                position = write(stretch, Math.max(position, stretch.start), out);
            }
        }
    }

    /** @return behind the last byte that was written */
    private long write(Stretch stretch, long from, OutputStream out) throws IOException {
        if (stretch.finish <= from) {
            return from;
        }
        try (var in = objects.open(stretch.object).orElseThrow(
                () -> new IOException("there is no object " + stretch.object))) {
            in.skipNBytes(from - stretch.start);
            in.transferTo(out);
        }
        return stretch.finish;
    }

    private List<Stretch> stretches(long device, String log, String file, long after) {
        return db.list("select start, finish, object from log_part where device = ? and log = ? and file = ? "
                + "and start > ? order by start limit 200", row -> new Stretch(row.number("start"),
                row.number("finish"), row.text("object")), device, log, file, after);
    }

    public Model model(long device) {
        return db.first("select * from device_model where device = ?", DeviceData::model, device)
                .orElseThrow(() -> Problem.missing("model of this device yet"));
    }

    /** The newest first. */
    public List<Model> models(long device, Instant before, int limit) {
        return db.list("select * from device_model_history where device = ? and at < ? order by at desc limit ?",
                DeviceData::model, device, before, limit);
    }

    private static Model model(org.tinysphere.core.control.Row row) throws java.sql.SQLException {
        return new Model(row.time("at"), row.text("model"), tree(row.text("document")));
    }

    /**
     * Which pictures; every part may be null: no matter.
     *
     * @param label class that the device said
     * @param from first moment of the picture
     * @param to first moment behind
     */
    public record WantedImages(String device, String label, Instant from, Instant to) {
    }

    /** The newest first. */
    public List<Image> images(WantedImages wanted, long before, int limit) {
        return db.list("select i.*, d.id as device_id from prediction_image i join device d on d.number = i.device "
                + "where i.number < ? and (?::text is null or d.id = ?) and (?::text is null "
                + "or i.line ->> 'label' = ?) and (?::timestamptz is null or i.at >= ?) and (?::timestamptz is null or i.at < ?) "
                + "order by i.number desc limit ?",
                row -> new Image(row.number("number"), row.text("device_id"), row.number("frame"), row.time("at"),
                        row.text("media_type"), row.number("bytes"), tree(row.text("line"))), before, wanted.device,
                wanted.device, wanted.label, wanted.label, wanted.from, wanted.from, wanted.to, wanted.to, limit);
    }

    /** What devices said that pictures show, each once. */
    public List<String> imageLabels() {
        // Steps from one label to the next in the index, however many pictures there are of each.
        return db.list("with recursive step as (select min(line ->> 'label') as label from prediction_image union all "
                + "select (select min(line ->> 'label') from prediction_image where line ->> 'label' > step.label) "
                + "from step where step.label is not null) select label from step where label is not null limit 500",
                row -> row.text("label"));
    }

    /** @throws Problem 404 */
    public String imageObject(long number) {
        return db.first("select object from prediction_image where number = ?", row -> row.text("object"), number)
                .orElseThrow(() -> Problem.missing("image " + number));
    }

    /** @throws Problem 404 */
    public Content image(long number) throws IOException {
        var image = db.first("select object, media_type from prediction_image where number = ?",
                row -> List.of(row.text("object"), row.text("media_type")), number)
                .orElseThrow(() -> Problem.missing("image " + number));
        return new Content(objects.open(image.get(0)).orElseThrow(() -> Problem.missing("image " + number)),
                image.get(1));
    }

    private static Object tree(String json) {
        return Json.tree(json, "database", JsonLimits.DOCUMENT);
    }
}
