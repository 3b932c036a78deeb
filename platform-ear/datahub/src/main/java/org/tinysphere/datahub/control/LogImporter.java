package org.tinysphere.datahub.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Locale;
import java.util.regex.Pattern;
import org.tinylcm.protocol.PackageDoc;
import org.tinylcm.protocol.PackageType;
import org.tinysphere.core.control.Db;
import org.tinysphere.core.control.ObjectStore;
import org.tinysphere.core.control.WorkHandler;

/**
 * Stretches of logs, as they are. The object's name has the whole range: the same stretch from two packages is the
 * same object, and a longer one does not touch what the shorter one's row says.
 */
@ApplicationScoped
public class LogImporter implements PackageImporter {
    static final Pattern LOG = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.-]{0,59}");
    static final Pattern FILE = Pattern.compile("[0-9a-f]{64}");
    private static final String STORE = "insert into log_part as l (device, log, file, start, finish, object, gap, "
            + "packed_at, received_at) values (?, ?, ?, ?, ?, ?, ?, ?, now()) on conflict (device, log, file, start) "
            + "do update set finish = excluded.finish, object = excluded.object where l.finish < excluded.finish";
    @Inject
    private Db db;
    @Inject
    private ObjectStore objects;

    private record Stored(PackageDoc.Part part, String object) {
    }

    @Override
    public PackageType type() {
        return PackageType.OPERATIONAL_LOGS;
    }

    @Override
    public Runnable prepare(ReceivedPackage received, WorkHandler.Progress progress) throws Exception {
        for (var file : received.metadata().files()) {
            check(file);
        }
        var stored = new ArrayList<Stored>();
        for (var file : received.metadata().files()) {
            stored.add(new Stored(file.part(), put(received, file)));
        }
        var device = received.device().number();
        var at = received.metadata().createdAt();
        return () -> stored.forEach(one -> db.update(STORE, device, one.part.log(), one.part.file(), one.part.from(),
                one.part.to(), one.object, one.part.gap(), at));
    }

    private String put(ReceivedPackage received, PackageDoc.FileEntry file) throws IOException {
        var part = file.part();
        var object = folder(received.device().id(), part.log(), part.file())
                + String.format(Locale.ROOT, "%015d-%d", part.from(), part.to());
        try (var in = received.member(file.path()).open()) {
            objects.put(object, in);
        }
        return object;
    }

    static String folder(String device, String log, String file) {
        return "data-logs/" + device + '/' + log + '/' + file + '/';
    }

    private static void check(PackageDoc.FileEntry file) throws WorkHandler.GiveUp {
        var part = file.part();
        if (part == null || part.file() == null || !LOG.matcher(part.log()).matches()
                || !FILE.matcher(part.file()).matches()) {
            throw new WorkHandler.GiveUp("member '" + file.path() + "' must say which part of which log it is");
        }
        if (part.from() < 0 || part.to() < part.from() || part.to() - part.from() != file.bytes()) {
            throw new WorkHandler.GiveUp("member '" + file.path() + "' must have as many bytes as its part of the log");
        }
    }
}
