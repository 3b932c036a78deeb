package org.tinysphere.fleet.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.tinylcm.protocol.CommandPage;
import org.tinylcm.protocol.CommandResults;
import org.tinylcm.protocol.Json;
import org.tinysphere.core.boundary.DeviceCaller;
import org.tinysphere.core.control.Check;
import org.tinysphere.core.control.Db;

/**
 * What waits for each device, in order: created → delivered → applied or refused; a newer one of the same kind and key
 * supersedes one that is not applied yet. Other modules put their own kinds in, e.g. {@code feedback}.
 */
@ApplicationScoped
public class Inbox {
    private static final int PAGE = 100;
    /** Devices take at most 4 MiB; what is behind waits for the next page. */
    private static final int PAGE_BYTES = 2 << 20;
    private static final String OPEN = "state in ('created', 'delivered')";
    @Inject
    private Db db;
    @Inject
    private DeviceDirectory directory;
    @Inject
    private Event<Ended> ended;

    /** A device said what became of a command; a CDI event in the transaction that stores it. */
    public record Ended(long sequence, String device, String kind, String key, boolean applied, String detail) {
    }

    @Schema(name = "InboxView")
    public record View(long sequence, String kind, String key, Object parameters, String state, String createdBy,
            Instant createdAt, Instant deliveredAt, Instant endedAt, String detail) {
    }

    /**
     * Puts something in, in the transaction of the caller.
     *
     * @param key what it is about, e.g. the event's id; later ones of the same kind and key supersede it
     * @return its sequence number
     */
    public long put(String device, String kind, String key, Map<String, Object> parameters, String who) {
        db.update("update device_command set state = 'superseded', ended_at = now() where device = "
                + "(select number from device where id = ?) and kind = ? and key = ? "
                + "and state in ('created', 'delivered')", device, kind, key);
        var sequence = db.first("insert into device_command (device, kind, key, parameters, state, created_by, "
                + "created_at) select number, ?, ?, ?, 'created', ?, now() from device where id = ? returning sequence",
                row -> row.number("sequence"), kind, key, Json.write(parameters), who, device).orElseThrow();
        directory.changed(device);
        return sequence;
    }

    /**
     * Takes back what the device has not fetched yet; what it has fetched it may have done already. In the transaction
     * of the caller.
     */
    public void withdraw(String device, String kind, String key) {
        var withdrawn = db.update("update device_command set state = 'superseded', ended_at = now() where device = "
                + "(select number from device where id = ?) and kind = ? and key = ? and state = 'created'",
                device, kind, key);
        if (withdrawn > 0) {
            directory.changed(device);
        }
    }

    /** For the device; the same again until it has acknowledged them. */
    public CommandPage waiting(DeviceCaller device, long after) {
        // The first one always, the others as long as all together are short enough.
        var commands = db.list("select * from (select *, sum(octet_length(parameters::text)) over (order by sequence) "
                + "as bytes, row_number() over (order by sequence) as place from (select sequence, kind, created_at, "
                + "parameters from device_command where device = ? and sequence > ? and " + OPEN
                + " order by sequence limit ?) next) counted where place = 1 or bytes <= ? order by sequence",
                row -> new CommandPage.Command(row.number("sequence"), row.text("kind"), row.time("created_at"),
                        parameters(row.text("parameters"))), device.number(), after, PAGE, PAGE_BYTES);
        if (commands.isEmpty()) {
            return new CommandPage(CommandPage.VERSION, commands, false);
        }
        var last = commands.get(commands.size() - 1).sequence();
        db.update("update device_command set state = 'delivered', delivered_at = now() where device = ? "
                + "and state = 'created' and sequence <= ?", device.number(), last);
        var more = db.first("select 1 from device_command where device = ? and sequence > ? and " + OPEN + " limit 1",
                row -> true, device.number(), last).isPresent();
        return new CommandPage(CommandPage.VERSION, commands, more);
    }

    /** Only the first word about a command counts. */
    public void acknowledge(DeviceCaller device, CommandResults results) {
        for (var result : results.results()) {
            var detail = Check.optional(result.detail(), "detail", 1000);
            db.first("update device_command set state = ?, ended_at = now(), detail = ? where device = ? "
                    + "and sequence = ? and state in ('created', 'delivered') returning kind, key",
                    row -> new Ended(result.sequence(), device.id(), row.text("kind"), row.text("key"),
                            result.applied(), detail), result.applied() ? "applied" : "refused", detail,
                    device.number(), result.sequence()).ifPresent(ended::fire);
        }
        directory.changed(device.id());
    }

    public List<View> of(long device, long before, int limit) {
        return db.list("select * from device_command where device = ? and sequence < ? order by sequence desc limit ?",
                row -> new View(row.number("sequence"), row.text("kind"), row.text("key"),
                        parameters(row.text("parameters")), row.text("state"), row.text("created_by"),
                        row.time("created_at"), row.time("delivered_at"), row.time("ended_at"), row.text("detail")),
                device, before, limit);
    }

    private static Map<String, Object> parameters(String json) {
        return Json.read("{\"schemaVersion\":1,\"commands\":[{\"sequence\":1,\"kind\":\"-\",\"parameters\":" + json
                + "}],\"more\":false}", CommandPage.class, "command").commands().get(0).parameters();
    }
}
