package org.tinysphere.datahub.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.tinylcm.protocol.PackageType;
import org.tinysphere.core.control.Db;
import org.tinysphere.core.control.ObjectStore;
import org.tinysphere.core.control.Row;
import org.tinysphere.core.control.Thumbnails;

/**
 * Takes data away for good: objects first, then what says that they are there, so that a crash in between leaves
 * nothing that nobody knows of. Doing it again, or twice at the same time, is harmless.
 */
@ApplicationScoped
public class DataRemoval {
    private static final int BATCH = 200;
    @Inject
    private Db db;
    @Inject
    private ObjectStore objects;
    @Inject
    @Any
    private Instance<ImportedData> elsewhere;

    /**
     * What was removed.
     *
     * @param packages packages; what says that they came stays, because it is the receipt
     * @param items logs' stretches, pictures, models, figures, events, samples, or lines of trails
     */
    public record Removed(long packages, long items) {
    }

    private record Thing(long number, String object) {
    }

    private record Stretch(long device, String deviceId, String log, String file, long start) {
    }

    /**
     * @param device null for all
     * @param before what came before this; for figures and models, what they are of
     * @param all as in {@link ImportedData#remove}
     */
    public Removed remove(Long device, PackageType type, Instant before, boolean all) {
        var packages = things("select number, object from package where type = ? and object is not null and "
                + "state <> 'received' and received_at < ? and (?::bigint is null or device = ?) limit ?",
                "update package set object = null where number = ?", type.id(), before, device, device, BATCH);
        return new Removed(packages, switch (type) {
            case OPERATIONAL_LOGS -> logs(device, before);
            case PREDICTION_IMAGES -> things("select number, object from prediction_image where received_at < ? and "
                    + "(?::bigint is null or device = ?) limit ?", "delete from prediction_image where number = ?",
                    before, device, device, BATCH);
            case MODEL -> db.update("delete from device_model_history where at < ? and (?::bigint is null or "
                    + "device = ?)", before, device, device);
            default -> elsewhere.stream().filter(data -> data.type() == type)
                    .mapToLong(data -> data.remove(device, before, all)).sum();
        });
    }

    /** Figures of one device; for all of them the fleet's own times hold. */
    public long removeFigures(long device, Instant before) {
        db.update("delete from device_metric_hour where device = ? and hour < ?", device, before);
        return db.update("delete from device_metric where device = ? and at < ?", device, before);
    }

    private long things(String select, String update, Object... parameters) {
        var removed = 0L;
        for (var batch = db.list(select, DataRemoval::thing, parameters); !batch.isEmpty();
                batch = db.list(select, DataRemoval::thing, parameters)) {
            for (var thing : batch) {
                delete(thing.object);
                removed += db.update(update, thing.number);
            }
        }
        return removed;
    }

    private static Thing thing(Row row) throws java.sql.SQLException {
        return new Thing(row.number("number"), row.text("object"));
    }

    private long logs(Long device, Instant before) {
        var removed = 0L;
        for (var batch = stretches(device, before); !batch.isEmpty(); batch = stretches(device, before)) {
            for (var stretch : batch) {
                // Shorter ones from the same place are there too if the device sent it twice.
                deleteAll(LogImporter.folder(stretch.deviceId, stretch.log, stretch.file)
                        + String.format(Locale.ROOT, "%015d-", stretch.start));
                removed += db.update("delete from log_part where device = ? and log = ? and file = ? and start = ?",
                        stretch.device, stretch.log, stretch.file, stretch.start);
            }
        }
        return removed;
    }

    private List<Stretch> stretches(Long device, Instant before) {
        return db.list("select l.*, d.id as device_id from log_part l join device d on d.number = l.device "
                + "where l.received_at < ? and (?::bigint is null or l.device = ?) limit ?",
                row -> new Stretch(row.number("device"), row.text("device_id"), row.text("log"), row.text("file"),
                        row.number("start")), before, device, device, BATCH);
    }

    /** Uploads that did not go on, and parts that no upload knows of because a node died. */
    void removeStaleUploads(Instant before) {
        for (var number : db.list("select number from package where state = 'uploading' and changed_at < ?",
                row -> row.number("number"), before)) {
            db.list("select object from package_part where package = ?", row -> row.text("object"), number)
                    .forEach(this::delete);
            db.update("delete from package where number = ? and state = 'uploading' and changed_at < ?", number, before);
        }
        var after = "";
        while (after != null) {
            var page = list("uploads/", after);
            for (var object : page.objects()) {
                if (object.changed().isBefore(before) && db.first("select 1 as one from package_part where object = ?",
                        row -> "", object.key()).isEmpty()) {
                    delete(object.key());
                }
            }
            after = page.next();
        }
    }

    /** Receipts that no device asks for any more. */
    void removeReceipts(Instant before) {
        db.update("delete from package where object is null and received_at < ?", before);
    }

    private void deleteAll(String prefix) {
        for (var page = list(prefix, ""); !page.objects().isEmpty(); page = list(prefix, "")) {
            page.objects().forEach(object -> delete(object.key()));
        }
    }

    private ObjectStore.Listing list(String prefix, String after) {
        try {
            return objects.list(prefix, after, BATCH);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void delete(String object) {
        try {
            objects.delete(object);
            Thumbnails.forget(objects, object);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
