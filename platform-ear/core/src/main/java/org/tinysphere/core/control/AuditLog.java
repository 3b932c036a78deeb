package org.tinysphere.core.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.tinylcm.protocol.AuditEntry;
import org.tinylcm.protocol.Json;

/**
 * What people and scripts did, append-only: every line has the digest of the line before, so that a line that was
 * changed or taken out shows. Written in the transaction of the action, so that there is none without the other.
 */
@ApplicationScoped
public class AuditLog {
    private static final String LOCK = "select pg_advisory_xact_lock(7310001)";
    @Inject
    private Db db;
    @Inject
    private Actor actor;

    /** By whoever is behind the current request. */
    @Transactional
    public void record(String action, String subject, Map<String, Object> details) {
        record(actor.name(), action, subject, details);
    }

    /**
     * @param action what was done, e.g. {@code device.retire}
     * @param subject to what, e.g. {@code device/d-abc}
     */
    @Transactional
    public void record(String who, String action, String subject, Map<String, Object> details) {
        db.list(LOCK, row -> "");
        var last = db.first("select seq, hash from audit order by seq desc limit 1",
                row -> Map.entry(row.number("seq"), row.text("hash")));
        var seq = last.map(Map.Entry::getKey).orElse(0L) + 1;
        var at = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        var all = new LinkedHashMap<String, Object>();
        all.put("actor", who);
        all.put("subject", subject);
        all.putAll(details);
        var line = Json.write(new AuditEntry(AuditEntry.VERSION, seq, at, action, all,
                last.map(Map.Entry::getValue).orElse(AuditEntry.NO_PREVIOUS)));
        db.update("insert into audit (seq, at, actor, action, subject, line, hash) values (?, ?, ?, ?, ?, ?, ?)",
                seq, at, who, action, subject, line, digest(line));
    }

    /** The number of the first line that does not fit; empty if the whole log is intact. */
    public Optional<Long> firstBroken() {
        return db.use(connection -> {
            // Without autocommit the driver reads in portions instead of everything at once.
            try (var statement = connection.prepareStatement("select seq, line, hash from audit order by seq")) {
                statement.setFetchSize(1000);
                var previous = AuditEntry.NO_PREVIOUS;
                var expected = 1L;
                try (var rows = statement.executeQuery()) {
                    while (rows.next()) {
                        var line = rows.getString("line");
                        var hash = rows.getString("hash");
                        if (rows.getLong("seq") != expected || !digest(line).equals(hash)
                                || !line.contains("\"previous\":\"" + previous + "\"")) {
                            return Optional.of(expected);
                        }
                        previous = hash;
                        expected++;
                    }
                }
                return Optional.<Long>empty();
            }
        });
    }

    private static String digest(String line) {
        return HexFormat.of().formatHex(Secrets.sha256().digest(line.getBytes(StandardCharsets.UTF_8)));
    }
}
