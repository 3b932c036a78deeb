package org.tinysphere.drifthub.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.tinylcm.protocol.PackageType;
import org.tinysphere.core.control.Db;
import org.tinysphere.core.control.ObjectStore;
import org.tinysphere.core.control.Signals;
import org.tinysphere.core.control.Thumbnails;
import org.tinysphere.datahub.control.ImportedData;

/** Takes away events and samples with their objects, and trails. What is only old stays if people have judged it. */
final class DriftData {
    private static final int BATCH = 200;

    private DriftData() {
    }

    /** Drift events. */
    @ApplicationScoped
    public static class Events implements ImportedData {
        @Inject
        private Db db;
        @Inject
        private ObjectStore objects;
        @Inject
        private Signals signals;

        @Override
        public PackageType type() {
            return PackageType.DRIFT_EVENT;
        }

        @Override
        public long remove(Long device, Instant before, boolean all) {
            var removed = removeThings(db, objects, "drift_event", "event", "document", device, before, all);
            if (removed > 0) {
                signals.send(DriftEvents.TOPIC, "*");
            }
            return removed;
        }
    }

    /** Samples of quarantines. */
    @ApplicationScoped
    public static class Samples implements ImportedData {
        @Inject
        private Db db;
        @Inject
        private ObjectStore objects;

        @Override
        public PackageType type() {
            return PackageType.QUARANTINE;
        }

        @Override
        public long remove(Long device, Instant before, boolean all) {
            return removeThings(db, objects, "quarantine_sample", "sample", "null", device, before, all);
        }
    }

    /** Trails and what they say of adaptations. */
    @ApplicationScoped
    public static class Trails implements ImportedData {
        @Inject
        private Db db;

        @Override
        public PackageType type() {
            return PackageType.ADAPTATION_AUDIT;
        }

        @Override
        public long remove(Long device, Instant before, boolean all) {
            return Stream.of("adaptation", "device_audit").mapToLong(table -> db.update("delete from " + table
                    + " where received_at < ? and (?::bigint is null or device = ?)", before, device, device)).sum();
        }
    }

    private record Thing(long id, List<String> objects) {
    }

    /** @param document column with one more object, or {@code null} */
    private static long removeThings(Db db, ObjectStore objects, String table, String column, String document,
            Long device, Instant before, boolean all) {
        var removed = 0L;
        List<Thing> batch;
        do {
            batch = db.list("select id, image, features, " + document + " as document from " + table + " x "
                    + "where received_at < ? and (?::bigint is null or device = ?) and (? or not exists "
                    + "(select 1 from drift_validation v where v." + column + " = x.id)) limit " + BATCH,
                    row -> new Thing(row.number("id"), Arrays.asList(row.text("image"), row.text("features"),
                            row.text("document"))), before, device, device, all);
            for (var thing : batch) {
                thing.objects.stream().filter(Objects::nonNull).forEach(key -> delete(objects, key));
                removed += db.update("delete from " + table + " where id = ?", thing.id);
            }
        } while (!batch.isEmpty());
        return removed;
    }

    private static void delete(ObjectStore objects, String key) {
        try {
            objects.delete(key);
            Thumbnails.forget(objects, key);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
