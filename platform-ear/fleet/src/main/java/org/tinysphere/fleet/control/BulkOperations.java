package org.tinysphere.fleet.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.tinylcm.protocol.CommandPage;
import org.tinylcm.protocol.DesiredConfiguration;
import org.tinylcm.protocol.Json;
import org.tinysphere.core.control.Actor;
import org.tinysphere.core.control.AuditLog;
import org.tinysphere.core.control.Check;
import org.tinysphere.core.control.Db;
import org.tinysphere.core.control.Problem;
import org.tinysphere.core.control.Transactions;
import org.tinysphere.core.control.WorkHandler;
import org.tinysphere.core.control.WorkQueue;

/**
 * The same for many devices, each with a result of its own. What the platform does itself (configuration, tags, group,
 * retire) is done by the work queue; the others (snapshot, rollback, resend) are put into the devices' inboxes and end
 * when the device has answered.
 */
@ApplicationScoped
public class BulkOperations implements WorkHandler {
    private static final int MOST_DEVICES = 20_000;
    private static final Set<String> COMMANDS = Set.of("snapshot", "rollback", "resend");
    private static final Set<String> OWN = Set.of("configuration", "label", "retire");
    @Inject
    private Db db;
    @Inject
    private WorkQueue queue;
    @Inject
    private AuditLog audit;
    @Inject
    private Actor actor;
    @Inject
    private Devices devices;
    @Inject
    private Inbox inbox;
    @Inject
    private Configurations configurations;
    @Inject
    private DeviceDirectory directory;
    @Inject
    private Transactions transactions;

    /** @param counts number of devices by state: waiting, sent, done, failed */
    @Schema(name = "BulkOperationsView")
    public record View(long id, String kind, Object parameters, String createdBy, Instant createdAt,
            Map<String, Long> counts) {
    }

    @Schema(name = "BulkOperationsResult")
    public record Result(String device, String name, String state, String detail) {
    }

    private record Order(long bulk, String kind, String parameters, String by) {
    }

    private record Target(long number, String id, Long group) {
    }

    private record Reference(long bulk) {
    }

    /** @return its id */
    public long begin(String kind, Map<String, Object> parameters, List<String> ids) {
        if (!COMMANDS.contains(kind) && !OWN.contains(kind)) {
            throw Problem.bad("'kind' must be configuration, label, retire, snapshot, rollback or resend");
        }
        if (ids.isEmpty() || ids.size() > MOST_DEVICES) {
            throw Problem.bad("'devices' must have 1.." + MOST_DEVICES + " entries");
        }
        if (kind.equals("configuration")) {
            ConfigurationCheck.shape(values(Json.write(parameters)));
        } else if (kind.equals("label")) {
            Check.slugs(tags(parameters), "tags", 20);
        } else if (kind.equals("rollback")
                && !(parameters.get("snapshot") instanceof String snapshot && !snapshot.isBlank())) {
            throw Problem.bad("'parameters.snapshot' must be the id of a snapshot");
        }
        var id = db.first("insert into bulk_operation (kind, parameters, created_by, created_at) values (?, ?, ?, now()) "
                + "returning id", row -> row.number("id"), kind, Json.write(parameters), actor.name()).orElseThrow();
        var known = db.update("insert into bulk_result (bulk, device, state) select ?, number, 'waiting' from device "
                + "where id = any(?)", id, ids.toArray(String[]::new));
        if (known != Set.copyOf(ids).size()) {
            throw Problem.bad(Set.copyOf(ids).size() - known + " of the devices do not exist");
        }
        audit.record("bulk." + kind, "bulk-operation/" + id, Map.of("devices", known, "parameters", parameters));
        queue.submit(kind(), String.valueOf(id), new Reference(id), 0);
        return id;
    }

    public List<View> list(long before, int limit) {
        return db.list("select b.*, (select jsonb_object_agg(state, n) from (select state, count(*) as n from "
                + "bulk_result r where r.bulk = b.id group by state) c) as counts from bulk_operation b "
                + "where id < ? order by id desc limit ?", row -> new View(row.number("id"), row.text("kind"),
                Json.tree(row.text("parameters"), "database", org.tinylcm.protocol.JsonLimits.DOCUMENT),
                row.text("created_by"), row.time("created_at"), counts(row.text("counts"))), before, limit);
    }

    public View get(long id) {
        return list(id + 1, 1).stream().filter(view -> view.id == id).findFirst()
                .orElseThrow(() -> Problem.missing("bulk operation " + id));
    }

    public List<Result> results(long id, String after, int limit) {
        return db.list("select d.id, d.name, r.state, r.detail from bulk_result r join device d on d.number = r.device "
                + "where r.bulk = ? and d.id > ? order by d.id limit ?", row -> new Result(row.text("id"),
                row.text("name"), row.text("state"), row.text("detail")), id, after, limit);
    }

    @Override
    public String kind() {
        return "fleet.bulk";
    }

    /** Device by device, each in a transaction of its own: after a crash the rest is done. */
    @Override
    public Runnable prepare(WorkItem item, Progress progress) {
        var order = db.first("select * from bulk_operation where id = ?", row -> new Order(row.number("id"),
                row.text("kind"), row.text("parameters"), row.text("created_by")), Long.parseLong(item.key()))
                .orElseThrow();
        var targets = db.list("select d.number, d.id, d.group_id from bulk_result r join device d on d.number = r.device "
                + "where r.bulk = ? and r.state = 'waiting' order by d.number", row -> new Target(row.number("number"),
                row.text("id"), row.numberOrNull("group_id")), order.bulk);
        for (var i = 0; i < targets.size(); i++) {
            one(order, targets.get(i));
            progress.at((i + 1.0) / targets.size(), targets.get(i).id);
        }
        return () -> { };
    }

    void ended(@Observes Inbox.Ended command) {
        db.update("update bulk_result set state = ?, detail = ? where command = ? and state = 'sent'",
                command.applied() ? "done" : "failed", command.detail(), command.sequence());
    }

    private void one(Order order, Target target) {
        try {
            transactions.run(() -> {
                if (COMMANDS.contains(order.kind)) {
                    var sequence = inbox.put(target.id, order.kind, "bulk-" + order.bulk, parameters(order.parameters),
                            order.by);
                    result(order, target, "sent", null, sequence);
                } else {
                    own(order, target);
                    result(order, target, "done", null, null);
                }
            });
        } catch (Problem | IllegalArgumentException e) {
            transactions.run(() -> result(order, target, "failed", e.getMessage(), null));
        }
    }

    private void own(Order order, Target target) {
        if (order.kind.equals("retire")) {
            devices.retire(target.id, order.by);
        } else if (order.kind.equals("label")) {
            devices.change(target.id, new Devices.Change(null, null, tags(parameters(order.parameters)), null, null),
                    order.by);
        } else {
            configurations.merge(target.number, target.id, values(order.parameters), order.by);
            directory.changed(target.id);
        }
    }

    private void result(Order order, Target target, String state, String detail, Long command) {
        db.update("update bulk_result set state = ?, detail = ?, command = ?::bigint where bulk = ? and device = ?",
                state, detail, command, order.bulk, target.number);
    }

    private static List<String> tags(Map<String, Object> parameters) {
        if (!(parameters.get("tags") instanceof List<?> list)) {
            throw Problem.bad("'parameters.tags' must be a list of texts");
        }
        var tags = new ArrayList<String>();
        list.forEach(tag -> tags.add(String.valueOf(tag)));
        return tags;
    }

    private static Map<String, Map<String, String>> values(String parameters) {
        return Json.read(parameters.replaceFirst("\\{", "{\"schemaVersion\":1,\"version\":\"-\"" + (parameters.length()
                > 2 ? "," : "")), DesiredConfiguration.class, "parameters").values();
    }

    private static Map<String, Object> parameters(String json) {
        return Json.read("{\"schemaVersion\":1,\"commands\":[{\"sequence\":1,\"kind\":\"-\",\"parameters\":" + json
                + "}],\"more\":false}", CommandPage.class, "parameters").commands().get(0).parameters();
    }

    private static Map<String, Long> counts(String json) {
        var counts = new TreeMap<String, Long>();
        if (json != null) {
            Json.tree(json, "database", org.tinylcm.protocol.JsonLimits.DOCUMENT).getAsJsonObject().entrySet()
                    .forEach(entry -> counts.put(entry.getKey(), entry.getValue().getAsLong()));
        }
        return counts;
    }
}
