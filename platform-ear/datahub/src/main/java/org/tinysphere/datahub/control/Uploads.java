package org.tinysphere.datahub.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.DigestInputStream;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.tinylcm.protocol.PackageType;
import org.tinylcm.protocol.UploadDoc;
import org.tinysphere.core.boundary.DeviceCaller;
import org.tinysphere.core.control.Db;
import org.tinysphere.core.control.ObjectStore;
import org.tinysphere.core.control.Problem;
import org.tinysphere.core.control.Secrets;
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
    private static final String AT_ONCE = "insert into package as p (device, id, type, state, total, sha256, stored, "
            + "object, started_at, changed_at, received_at) values (?, ?, ?, 'received', ?, ?, ?, ?, now(), now(), now()) "
            + "on conflict (device, id) do update set type = excluded.type, state = excluded.state, "
            + "total = excluded.total, sha256 = excluded.sha256, stored = excluded.stored, object = excluded.object, "
            + "reason = null, changed_at = now(), received_at = now() where p.state = 'uploading' and p.stored = 0 "
            + "returning number, received_at";
    private static final String WRONG_DIGEST =
            "the package does not have the digest that was stated; send it again";
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
        checkSize(part);
        if (part.whole() && row(device, id).map(known -> known.state.equals("uploading") && known.stored == 0)
                .orElse(true)) {
            return whole(device, id, part, body);
        }
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

    private void checkSize(Part part) {
        var most = (long) settings.number("TINYSPHERE_PACKAGE_MB", 1024) << 20;
        if (part.total() > most) {
            throw new Problem(413, "too-large", "a package must have at most " + most + " bytes");
        }
    }

    /**
     * What comes in one part is written once, with its digest on the way, and has one transaction. If the connection
     * breaks, it goes on as others do.
     */
    private UploadDoc whole(DeviceCaller device, String id, Part part, InputStream body) {
        var stream = new PartStream(body, part.bytes());
        var digest = Secrets.sha256();
        try (var staged = objects.stage(new DigestInputStream(stream, digest))) {
            if (stream.count() < part.total()) {
                var object = partObject();
                objects.name(staged, object);
                count(begin(device, id, part), part, stream.count(), object);
            } else if (!HexFormat.of().formatHex(digest.digest()).equals(part.sha256())) {
                throw Problem.conflict(WRONG_DIGEST);
            } else {
                var received = transactions.call(() -> receivedAtOnce(device, id, part, staged));
                if (received.isPresent()) {
                    return received.get().document(id);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return row(device, id).orElseThrow(() -> Problem.missing("package '" + id + "'")).document(id);
    }

    /** The object gets its name while the row is locked: of two requests at the same time the second changes nothing. */
    private Optional<Upload> receivedAtOnce(DeviceCaller device, String id, Part part, ObjectStore.Staged staged) {
        var now = Instant.now();
        var target = target(device, id, now);
        var received = db.first(AT_ONCE, row -> new Upload(row.number("number"), part.type().id(), "received", part.total(),
                part.sha256(), part.total(), now, row.time("received_at")), device.number(), id, part.type().id(),
                part.total(), part.sha256(), part.total(), target);
        received.ifPresent(mine -> {
            objects.name(staged, target);
            queue.submit(PackageImports.KIND, device.id() + '/' + id, new Reference(mine.number),
                    priority(part.type().id()));
        });
        return received;
    }

    private static String partObject() {
        return "uploads/" + UUID.randomUUID();
    }

    private static String target(DeviceCaller device, String id, Instant at) {
        return "packages/" + device.id() + '/' + DAY.format(at) + '/' + id + ".tar.gz";
    }

    private Upload begin(DeviceCaller device, String id, Part part) {
        var known = row(device, id);
        if (known.isPresent() && (known.get().stored > 0 || !known.get().state.equals("uploading"))) {
            return known.get();
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
        var object = partObject();
        var stream = new PartStream(body, part.bytes());
        objects.put(object, stream);
        count(upload, part, stream.count(), object);
    }

    private void count(Upload upload, Part part, long bytes, String object) {
        if (bytes == 0) {
            objects.delete(object);
            return;
        }
        // If the database goes away with the commit, nobody knows whether the part counts: then its object stays, and the
        // clean-up looks.
        if (!transactions.call(() -> counted(upload, part, bytes, object))) {
            objects.delete(object);
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
        var target = target(device, id, upload.startedAt);
        try {
            // Looked at before it is put: what is at the target must not be replaced by something wrong.
            if (!objects.digest(parts).equals(upload.sha256)) {
                if (!forget(upload, parts)) {
                    return row(device, id).orElseThrow(() -> Problem.missing("package '" + id + "'"));
                }
                throw Problem.conflict(WRONG_DIGEST);
            }
            objects.join(parts, target);
        } catch (IOException | UncheckedIOException e) {
            // Another request of the same device may have finished it and taken the parts away.
            var now = row(device, id).filter(row -> !row.state.equals("uploading"));
            if (now.isEmpty() && !objects.allThere(parts) && forget(upload, parts)) {
                throw Problem.conflict("a part of the package is gone; send it again");
            }
            return now.orElseThrow(() -> new UncheckedIOException(new IOException("the parts of package " + id
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
