package org.tinysphere.datahub.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import org.tinylcm.protocol.BadJsonException;
import org.tinylcm.protocol.Json;
import org.tinysphere.core.boundary.DeviceCaller;
import org.tinysphere.core.control.Db;
import org.tinysphere.core.control.ObjectStore;
import org.tinysphere.core.control.Transactions;
import org.tinysphere.core.control.WorkHandler;

/** Unpacks what was received and has it filed by the importer of its type. */
@ApplicationScoped
public class PackageImports implements WorkHandler {
    static final String KIND = "package.import";
    private static final int LONGEST_REASON = 1000;
    private static final long SMALL = 8 << 20;
    private static final long LATE_NANOS = 500_000_000;
    @Inject
    private Db db;
    @Inject
    private Transactions transactions;
    @Inject
    private ObjectStore objects;
    @Inject
    @Any
    private Instance<PackageImporter> importers;

    private record Stored(DeviceCaller device, String id, String type, String state, long total, String object) {
    }

    private record Prepared(Runnable effect, LineReport report) {
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Runnable prepare(WorkItem item, Progress progress) throws Exception {
        var number = Json.read(item.payload(), Uploads.Reference.class, "payload").number();
        var stored = db.first("select p.*, d.id as device_id from package p join device d on d.number = p.device "
                + "where p.number = ?", row -> new Stored(
                new DeviceCaller(row.number("device"), row.text("device_id")), row.text("id"), row.text("type"),
                row.text("state"), row.number("total"), row.text("object")), number)
                .orElseThrow(() -> new GiveUp("there is no such package any more"));
        if (stored.state.equals("imported")) {
            return () -> { };
        }
        var small = stored.total <= SMALL && item.attempt() == 1 && stored.state.equals("received");
        if (!small) {
            mark(number, item.id(), "received", null);
        }
        try {
            var prepared = prepare(stored, small ? late(progress) : progress);
            return () -> finish(number, item.id(), prepared);
        } catch (BadJsonException e) {
            mark(number, item.id(), "failed", e);
            throw new GiveUp(e.getMessage(), e);
        } catch (Exception e) {
            mark(number, item.id(), "failed", e);
            throw e;
        }
    }

    /** Most packages are imported before anybody could look: what nobody sees needs no transaction. */
    private static Progress late(Progress progress) {
        var begin = System.nanoTime();
        return (share, step) -> {
            if (System.nanoTime() - begin > LATE_NANOS) {
                progress.at(share, step);
            }
        };
    }

    private Prepared prepare(Stored stored, Progress progress) throws Exception {
        var importer = importers.stream().filter(known -> known.type().id().equals(stored.type)).findFirst()
                .orElseThrow(() -> new GiveUp("nothing here knows packages of type " + stored.type));
        progress.at(0, "unpack");
        var expected = new PackageUnpacker.Expected(stored.id, stored.device.id(), stored.type, stored.total);
        try (var members = new Members(Members.SMALL, TemporaryFolders.parent()); var packed = open(stored)) {
            var metadata = new PackageUnpacker(expected, members).unpack(packed);
            progress.at(0.5, "import");
            var received = new ReceivedPackage(stored.device, metadata, members.byName());
            var effect = importer.prepare(received, (share, step) -> progress.at(0.5 + share / 2, step));
            if (received.report().hopeless()) {
                throw new GiveUp(received.report().summary());
            }
            return new Prepared(effect, received.report());
        }
    }

    /** In the transaction that marks the item as done. */
    private void finish(long number, long item, Prepared prepared) {
        try {
            prepared.effect.run();
        } catch (RuntimeException e) {
            mark(number, item, "failed", e);
            throw e;
        }
        var report = prepared.report;
        db.update("update package set state = 'imported', reason = ?, lines = ?::bigint, bad_lines = ?::bigint, "
                + "work = ?, imported_at = now(), changed_at = now() where number = ?", shortened(report.summary()),
                report.lines() == 0 ? null : report.lines(), report.lines() == 0 ? null : report.badLines(), item, number);
    }

    private InputStream open(Stored stored) throws IOException, GiveUp {
        if (stored.object == null) {
            throw new GiveUp("the package has been deleted");
        }
        return objects.open(stored.object).orElseThrow(() -> new GiveUp("there is no object " + stored.object));
    }

    /** In a transaction of its own: that of the effect is rolled back when it fails. */
    private void mark(long number, long item, String state, Exception failure) {
        var reason = failure == null ? null : String.valueOf(failure.getMessage() == null
                ? failure.getClass().getSimpleName() : failure.getMessage());
        transactions.run(() -> db.update("update package set state = ?, reason = coalesce(?, reason), work = ?, "
                + "changed_at = now() where number = ? and state in ('received', 'failed')", state,
                shortened(reason), item, number));
    }

    private static String shortened(String reason) {
        return reason == null ? null : reason.substring(0, Math.min(LONGEST_REASON, reason.length()));
    }
}
