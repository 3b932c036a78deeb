package org.tinysphere.datahub.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.tinysphere.core.control.Db;
import org.tinysphere.core.control.Problem;
import org.tinysphere.core.control.Row;

/** What was uploaded, for people. */
@ApplicationScoped
public class Packages {
    private static final String VIEW = "select p.*, d.id as device_id, w.progress, w.step, w.state as work_state "
            + "from package p join device d on d.number = p.device left join work w on w.id = p.work ";
    @Inject
    private Db db;

    /**
     * @param state {@code uploading}, {@code received}, {@code imported}, {@code failed}
     * @param stored bytes that are here of {@code total}
     * @param progress of the import, 0..1
     * @param reason why it failed, or what is wrong with the first lines that were left out
     * @param lines documents of which it is made; absent before the import, and if it is not made of lines
     * @param badLines those of them that were left out
     * @param work item of the queue that imports it; {@code POST work/{id}/replay} tries again what failed
     * @param kept false if the package itself was deleted
     */
    @Schema(name = "PackagesView")
    public record View(long number, String device, String id, String type, String state, long stored, long total,
            String sha256, Double progress, String step, String reason, Long lines, Long badLines, Long work, String workState, boolean kept,
            Instant startedAt, Instant receivedAt, Instant importedAt) {
    }

    /** The newest first. */
    public List<View> list(String device, String type, String state, long before, int limit) {
        return db.list(VIEW + "where p.number < ? and (?::text is null or d.id = ?) and (?::text is null or p.type = ?) "
                + "and (?::text is null or p.state = ?) order by p.number desc limit ?", Packages::view, before,
                device, device, type, type, state, state, limit);
    }

    public View find(String device, String id) {
        return db.first(VIEW + "where d.id = ? and p.id = ?", Packages::view, device, id)
                .orElseThrow(() -> Problem.missing("package '" + id + "' of device '" + device + "'"));
    }

    private static View view(Row row) throws SQLException {
        return new View(row.number("number"), row.text("device_id"), row.text("id"), row.text("type"),
                row.text("state"), row.number("stored"), row.number("total"), row.text("sha256"),
                row.realOrNull("progress"), row.text("step"), row.text("reason"), row.numberOrNull("lines"), row.numberOrNull("bad_lines"), row.numberOrNull("work"),
                row.text("work_state"), row.text("object") != null, row.time("started_at"), row.time("received_at"),
                row.time("imported_at"));
    }
}
