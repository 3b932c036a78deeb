package org.tinysphere.drifthub.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.tinysphere.core.control.Db;

/**
 * Snapshots of a device that the platform heard of: those that were ordered here, and those that the device took before it
 * adapted itself. The device keeps only the newest, and takes others by itself, so a snapshot of this list may be gone and
 * the list need not have all: only the device knows, and says so when it is told to go back.
 */
@ApplicationScoped
public class Snapshots {
    private static final String ORDERED = "select substring(detail from '^snapshot ([0-9]+)$') as id, ended_at as at, "
            + "'command' as origin, parameters ->> 'reason' as reason, created_by as ordered_by from device_command "
            + "where device = ? and kind = 'snapshot' and state = 'applied' and detail ~ '^snapshot [0-9]+$'";
    private static final String ADAPTED = "select snapshot, min(decided_at), 'adaptation', min(label), null from adaptation "
            + "where device = ? and snapshot <> '' group by snapshot";
    private static final String BACK = "(select max(c.ended_at) from device_command c where c.device = ? "
            + "and c.kind = 'rollback' and c.state = 'applied' and c.parameters ->> 'snapshot' = s.id)";
    @Inject
    private Db db;

    /**
     * @param id as the device calls it
     * @param at when the device said that it is there, or when it decided to adapt
     * @param origin {@code command}: ordered here; {@code adaptation}: taken before one
     * @param reason what was given with the order, or the label of the adaptation; null if nothing
     * @param by who ordered it; null if the device took it by itself
     * @param backAt when the device last went back to it because it was told to; null if it was not
     */
    @Schema(name = "SnapshotsView")
    public record View(String id, Instant at, String origin, String reason, String by, Instant backAt) {
    }

    /** The latest first. */
    public List<View> of(long device, int limit) {
        return db.list("select s.*, " + BACK + " as back_at from (" + ORDERED + " union all " + ADAPTED
                + ") s order by s.at desc nulls last, s.id desc limit ?", row -> new View(row.text("id"), row.time("at"),
                row.text("origin"), row.text("reason"), row.text("ordered_by"), row.time("back_at")),
                device, device, device, limit);
    }
}
