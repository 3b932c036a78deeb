package org.tinysphere.drifthub.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import org.tinysphere.core.control.Db;

/** What devices were told of people's verdicts, and how far it came. */
@ApplicationScoped
public class Deliveries {
    @Inject
    private Db db;

    /**
     * @param event null if it is about a sample that was put aside
     * @param action what the device is to do with the label
     */
    public record Line(long command, String device, Long event, Long sample, String action, String label, String state,
            String by, Instant createdAt, Instant deliveredAt, Instant endedAt, String detail) {
    }

    /** The newest first. */
    public List<Line> list(String state, long before, int limit) {
        return db.list("select f.*, c.state, c.created_by, c.created_at, c.delivered_at, c.ended_at, c.detail, "
                + "d.id as device_id from drift_feedback f join device_command c on c.sequence = f.command "
                + "join device d on d.number = c.device where f.command < ? and (?::text is null or c.state = ?) "
                + "order by f.command desc limit ?", row -> new Line(row.number("command"), row.text("device_id"),
                row.numberOrNull("event"), row.numberOrNull("sample"), row.text("action"), row.text("label"),
                row.text("state"), row.text("created_by"), row.time("created_at"), row.time("delivered_at"), row.time("ended_at"),
                row.text("detail")), before, state, state, limit);
    }
}
