package org.tinysphere.datahub.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.tinylcm.protocol.PackageType;
import org.tinylcm.protocol.UploadDoc;
import org.tinysphere.core.boundary.DeviceCaller;
import org.tinysphere.core.control.Db;
import org.tinysphere.core.control.Problem;
import org.tinysphere.core.control.Settings;
import org.tinysphere.core.control.Transactions;
import org.tinysphere.core.control.WorkQueue;

/**
 * Takes packages in parts. Each part is an object, so that any node can take the next one; it counts from the moment
 * its row is there, and of two requests that bring the same part only one gets it in.
 */
@ApplicationScoped
public class Uploads {
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("yyyy/MM/dd").withZone(ZoneOffset.UTC);
    private static final String BEGIN = "insert into package as p (device, id, type, state, total, sha256, started_at, "
            + "changed_at) values (?, ?, ?, 'uploading', ?, ?, now(), now()) on conflict (device, id) do update set "
            + "type = excluded.type, total = excluded.total, sha256 = excluded.sha256, changed_at = now() "
            + "where p.state = 'uploading' and p.stored = 0";
    @Inject
    private Db db;
    @Inject
    private Transactions transactions;
    @Inject
    private PartObjects objects;
    @Inject
    private WorkQueue queue;
    @Inject
    private Settings settings;

    /** What the work item says. */
    record Reference(long number) {
    }

    private record Upload(long number, String type, String state, long total, String sha256, long stored,
            Instant startedAt, Instant receivedAt) {
        UploadDoc document(String id) {
            return new UploadDoc(UploadDoc.VERSION, id, stored, total, sha256,
                    receivedAt == null ? null : new UploadDoc.Receipt(receivedAt, state));
        }
    }

    /** How far it is; empty if nothing of it is there. */
    public Optional<UploadDoc> find(DeviceCaller device, String id) {
        return row(device, id).map(upload -> finished(device, id, upload).document(id));
    }

    /**
     * Takes a part as far as it comes.
     *
     * @throws Problem 409 it does not go on where the upload is, or the digest of the whole is wrong; 413, 429
     */
    public UploadDoc append(DeviceCaller device, String id, Part part, InputStream body) {
        var upload = begin(device, id, part);
        if (!upload.state.equals("uploading")) {
            return upload.document(id);
        }
        if (upload.total != part.total() || !upload.sha256.equals(part.sha256())
                || !upload.type.equals(part.type().id())) {
            throw Problem.conflict("the first part stated another type, size or digest");
        }
        if (upload.stored == upload.total) {
            return finished(device, id, upload).document(id);
        }
        if (upload.stored != part.from()) {
            throw Problem.conflict("the upload is at " + upload.stored + ", not at " + part.from());
        }
        store(upload, part, body);
        return finished(device, id, row(device, id).orElseThrow(() -> Problem.missing("package '" + id + "'")))
                .document(id);
    }

    private Upload begin(DeviceCaller device, String id, Part part) {
        var known = row(device, id);
        if (known.isPresent() && (known.get().stored > 0 || !known.get().state.equals("uploading"))) {
            return known.get();
        }
        var most = (long) settings.number("TINYSPHERE_PACKAGE_MB", 1024) << 20;
        if (part.total() > most) {
            throw new Problem(413, "too-large", "a package must have at most " + most + " bytes");
        }
        if (part.from() != 0) {
            throw Problem.conflict("the upload is at 0, not at " + part.from());
        }
        transactions.run(() -> {
            // One after another for a device, or they would all see room for one more.
            db.list("select pg_advisory_xact_lock(7310010, ?)", row -> "", (int) device.number());
            if (known.isEmpty() && open(device) >= settings.number("TINYSPHERE_OPEN_UPLOADS", 16)) {
                throw Problem.busy("too many uploads of this device are open", 60);
            }
            db.update(BEGIN, device.number(), id, part.type().id(), part.total(), part.sha256());
        });
        return row(device, id).orElseThrow();
    }

    private long open(DeviceCaller device) {
        return db.first("select count(*) as n from package where device = ? and state = 'uploading'",
                row -> row.number("n"), device.number()).orElse(0L);
    }

    private void store(Upload upload, Part part, InputStream body) {
        var object = "uploads/" + UUID.randomUUID();
        var stream = new PartStream(body, part.bytes());
        objects.put(object, stream);
        var mine = false;
        try {
            mine = stream.count() > 0 && transactions.call(() -> counted(upload, part, stream.count(), object));
        } finally {
            if (!mine) {
                objects.delete(object);
            }
        }
        if (!mine && stream.count() > 0) {
            throw Problem.conflict("the part came twice at the same time");
        }
    }

    private boolean counted(Upload upload, Part part, long bytes, String object) {
        var mine = db.update("update package set stored = stored + ?, changed_at = now() where number = ? and stored = ? "
                + "and state = 'uploading' and total = ? and sha256 = ?", bytes, upload.number, part.from(),
                part.total(), part.sha256()) > 0;
        if (mine) {
            db.update("insert into package_part (package, start, bytes, object) values (?, ?, ?, ?)", upload.number,
                    part.from(), bytes, object);
        }
        return mine;
    }

    /** Also does what a crash after the last part left undone. */
    private Upload finished(DeviceCaller device, String id, Upload upload) {
        if (!upload.state.equals("uploading") || upload.stored < upload.total) {
            return upload;
        }
        var parts = db.list("select object from package_part where package = ? order by start",
                row -> row.text("object"), upload.number);
        var target = "packages/" + device.id() + '/' + DAY.format(upload.startedAt) + '/' + id + ".tar.gz";
        try {
            // Looked at before it is put: what is at the target must not be replaced by something wrong.
            if (!objects.digest(parts).equals(upload.sha256)) {
                if (!forget(upload, parts)) {
                    return row(device, id).orElseThrow(() -> Problem.missing("package '" + id + "'"));
                }
                throw Problem.conflict("the package does not have the digest that was stated; send it again");
            }
            objects.join(parts, target);
        } catch (IOException | UncheckedIOException e) {
            // Another request of the same device may have finished it and taken the parts away.
            return row(device, id).filter(now -> !now.state.equals("uploading"))
                    .orElseThrow(() -> new UncheckedIOException(new IOException("the parts of package " + id
                            + " cannot be put together: " + e.getMessage(), e)));
        }
        transactions.run(() -> received(device, id, upload, target));
        parts.forEach(objects::delete);
        return row(device, id).orElseThrow();
    }

    private void received(DeviceCaller device, String id, Upload upload, String target) {
        if (db.update("update package set state = 'received', object = ?, reason = null, received_at = now(), "
                + "changed_at = now() where number = ? and state = 'uploading'", target, upload.number) > 0) {
            db.update("delete from package_part where package = ?", upload.number);
            queue.submit(PackageImports.KIND, device.id() + '/' + id, new Reference(upload.number),
                    priority(upload.type));
        }
    }

    /** @return false if another request of the same device has ended the upload meanwhile */
    private boolean forget(Upload upload, List<String> parts) {
        var forgotten = transactions.call(() -> db.update("update package set stored = 0, changed_at = now(), "
                + "reason = 'all bytes came, but the digest was wrong' where number = ? and state = 'uploading' "
                + "and stored = total", upload.number) > 0
                && db.update("delete from package_part where package = ?", upload.number) >= 0);
        if (forgotten) {
            parts.forEach(objects::delete);
        }
        return forgotten;
    }

    /** What drift waits for comes before logs; see {@link PackageType}. */
    private static int priority(String type) {
        return PackageType.of(type).map(known -> PackageType.METRICS.ordinal() - known.ordinal()).orElse(0);
    }

    private Optional<Upload> row(DeviceCaller device, String id) {
        return db.first("select * from package where device = ? and id = ?", row -> new Upload(row.number("number"),
                row.text("type"), row.text("state"), row.number("total"), row.text("sha256"), row.number("stored"),
                row.time("started_at"), row.time("received_at")), device.number(), id);
    }
}
