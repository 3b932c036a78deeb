package org.tinysphere.fleet.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.tinylcm.protocol.Json;
import org.tinysphere.core.control.AuditLog;
import org.tinysphere.core.control.Db;
import org.tinysphere.core.control.Problem;
import org.tinysphere.core.control.Row;
import org.tinysphere.fleet.entity.DeviceGroup;

/** The devices and their groups, for people. */
@ApplicationScoped
public class Devices {
    /** Computed from the last heartbeat whenever it is asked for; nothing of it is stored. */
    public static final String STATE = "case when d.retired_at is not null then 'retired' "
            + "when l.last_seen is null then 'never' "
            + "when l.last_seen > now() - make_interval(secs => greatest(3 * l.interval_seconds, 15)) then 'online' "
            + "when l.last_seen > now() - make_interval(secs => greatest(30 * l.interval_seconds, 900)) then 'late' "
            + "else 'offline' end";
    private static final String FROM = " from device d left join device_live l on l.device = d.number "
            + "left join device_group g on g.id = d.group_id ";
    private static final String FILTER = " (?::text is null or g.name = ?) and (?::text is null or d.tags @> "
            + "array[?::text]) and (?::text is null or " + STATE + " = ?) and (?::text is null or l.health = ?) "
            + "and (?::text is null or position(lower(?) in lower(d.id || ' ' || d.name || ' ' || "
            + "coalesce(d.hostname, ''))) > 0) and (?::int is null or floor(d.latitude) = ?::int "
            + "and floor(d.longitude) = ?::int) ";
    @PersistenceContext(unitName = "tinysphere")
    private EntityManager entities;
    @Inject
    private Db db;
    @Inject
    private AuditLog audit;
    @Inject
    private DeviceDirectory directory;

    /**
     * Every part may be null: no matter.
     *
     * @param cell where devices are: the cell of one degree of latitude and longitude whose south-western corner it is
     */
    public record Filter(String group, String tag, String state, String health, String search, Cell cell) {
        public Filter(String group, String tag, String state, String health, String search) {
            this(group, tag, state, health, search, null);
        }

        Object[] parameters() {
            var south = cell == null ? null : cell.south;
            var west = cell == null ? null : cell.west;
            return new Object[] {group, group, tag, tag, state, state, health, health, search, search,
                south, south, west};
        }
    }

    /** Whole degrees, -90..89 and -180..179. */
    public record Cell(Integer south, Integer west) {
        /** @throws IllegalArgumentException no two whole degrees with a comma between; null stays null */
        public static Cell of(String text) {
            if (text == null || text.isBlank()) {
                return null;
            }
            if (!text.matches("-?[0-9]{1,2},-?[0-9]{1,3}")) {
                throw new IllegalArgumentException("'cell' must be degrees of latitude and longitude, like 47,11");
            }
            return new Cell(Integer.valueOf(text.substring(0, text.indexOf(','))),
                    Integer.valueOf(text.substring(text.indexOf(',') + 1)));
        }
    }

    /** How a list is sorted; by the id where all else is equal. */
    public enum Order {
        ID("d.id", "(d.id, d.id) > (?, ?)"),
        NAME("d.name, d.id", "(d.name, d.id) > (?, ?)"),
        /** The latest first; those that were never seen last. */
        LAST_SEEN("coalesce(l.last_seen, 'epoch') desc, d.id desc",
                "(coalesce(l.last_seen, 'epoch'), d.id) < (?::timestamptz, ?)");

        private final String sorted;
        private final String behind;

        Order(String sorted, String behind) {
            this.sorted = sorted;
            this.behind = behind;
        }

        /** @throws IllegalArgumentException there is none of that name; null is {@link #ID} */
        public static Order of(String name) {
            for (var order : values()) {
                if (name == null || order.name().toLowerCase(java.util.Locale.ROOT).equals(name)) {
                    return order;
                }
            }
            throw new IllegalArgumentException("'sort' must be id, name or last_seen");
        }

        /** Where a page ends. */
        public String key(Line line) {
            return switch (this) {
                case ID -> line.id;
                case NAME -> line.name + '|' + line.id;
                case LAST_SEEN -> (line.lastSeen == null ? Instant.EPOCH : line.lastSeen) + "|" + line.id;
            };
        }
    }

    @Schema(name = "DevicesLocation")
    public record Location(double latitude, double longitude, Double accuracyMetres, String method, Instant at) {
    }

    /** A line of the list. */
    @Schema(name = "DevicesLine")
    public record Line(String id, String name, String group, List<String> tags, String state, String health,
            Instant lastSeen, String model, String runtimeVersion, Location location) {
    }

    /** @param report what the last changed heartbeat said: reasons and versions */
    @Schema(name = "DevicesDetail")
    public record Detail(Line device, String hostname, String platform, String platformVersion, String architecture,
            String java, Object hardware, String note, Instant registeredAt, Instant retiredAt, Object report,
            Integer intervalSeconds) {
    }

    /** What is absent stays; an empty {@code group} takes the device out of its group. */
    @Schema(name = "DevicesChange")
    public record Change(String name, String group, List<String> tags, String note, Location location) {
    }

    /** Row and group of a device. */
    @Schema(name = "DevicesPlace")
    public record Place(long number, Long group) {
    }

    public record GroupView(String name, String description, long devices, Instant createdAt) {
    }

    public List<Line> list(Filter filter, String after, int limit) {
        return list(filter, Order.ID, after, limit);
    }

    /** @param after key of the last line of an earlier page ({@link Order#key}); empty for the first page */
    public List<Line> list(Filter filter, Order order, String after, int limit) {
        var parameters = new java.util.ArrayList<Object>();
        var bar = after.lastIndexOf('|');
        if (!after.isEmpty()) {
            parameters.add(bar < 0 ? after : after.substring(0, bar));
            parameters.add(bar < 0 ? after : after.substring(bar + 1));
        }
        parameters.addAll(java.util.Arrays.asList(filter.parameters()));
        parameters.add(limit);
        return db.list("select d.*, g.name as group_name, l.health, l.last_seen, " + STATE + " as state" + FROM
                + "where " + (after.isEmpty() ? "" : order.behind + " and ") + FILTER + "order by " + order.sorted
                + " limit ?", Devices::line, parameters.toArray());
    }

    /** How many devices there are by state. */
    public Map<String, Long> counts() {
        var counts = new java.util.TreeMap<String, Long>();
        db.list("select " + STATE + " as state, count(*) as n" + FROM + "group by 1",
                row -> counts.put(row.text("state"), row.number("n")));
        return counts;
    }

    public Detail detail(String id) {
        return db.first("select d.*, g.name as group_name, l.health, l.last_seen, l.report, l.interval_seconds, "
                + STATE + " as state" + FROM + "where d.id = ?", row -> new Detail(line(row), row.text("hostname"),
                row.text("platform"), row.text("platform_version"), row.text("architecture"), row.text("java"),
                tree(row.text("hardware")), row.text("note"), row.time("registered_at"), row.time("retired_at"),
                row.text("report") == null ? null : tree(row.text("report")),
                row.numberOrNull("interval_seconds") == null ? null : row.count("interval_seconds")), id)
                .orElseThrow(() -> Problem.missing("device '" + id + "'"));
    }

    public Place place(String id) {
        return db.first("select number, group_id from device where id = ?",
                row -> new Place(row.number("number"), row.numberOrNull("group_id")), id)
                .orElseThrow(() -> Problem.missing("device '" + id + "'"));
    }

    /** @throws Problem 404 there is no such device or group */
    public void change(String id, Change change, String who) {
        place(id);
        var details = new HashMap<String, Object>();
        if (change.name != null) {
            db.update("update device set name = ? where id = ?", change.name, id);
            details.put("name", change.name);
        }
        if (change.group != null) {
            db.update("update device set group_id = ?::bigint where id = ?",
                    change.group.isEmpty() ? null : group(change.group).id(), id);
            details.put("group", change.group);
        }
        if (change.tags != null) {
            db.update("update device set tags = ? where id = ?", change.tags.toArray(String[]::new), id);
            details.put("tags", change.tags);
        }
        if (change.note != null) {
            db.update("update device set note = nullif(?, '') where id = ?", change.note, id);
            details.put("note", change.note);
        }
        if (change.location != null) {
            db.update("update device set latitude = ?, longitude = ?, accuracy_metres = null, location_method = "
                    + "'operator', location_at = now() where id = ?", change.location.latitude,
                    change.location.longitude, id);
            details.put("latitude", change.location.latitude);
            details.put("longitude", change.location.longitude);
        }
        audit.record(who, "device.change", "device/" + id, details);
        directory.changed(id);
    }

    /** For good: its secret opens nothing any more, and it cannot register again. */
    public void retire(String id, String who) {
        place(id);
        if (db.update("update device set retired_at = now() where id = ? and retired_at is null", id) > 0) {
            audit.record(who, "device.retire", "device/" + id, Map.of());
            directory.changed(id);
        }
    }

    /** The device is asked to fetch a new secret with its next heartbeat. */
    public void wantRotation(String id, String who) {
        place(id);
        db.update("update device set rotation_wanted = true where id = ?", id);
        audit.record(who, "device.rotate-secret", "device/" + id, Map.of());
        directory.changed(id);
    }

    /** The secret opens nothing any more; the device has to register again, which its key allows. */
    public void revokeSecret(String id, String who) {
        place(id);
        db.update("update device set secret_hash = ?, previous_hash = null, previous_until = null where id = ?",
                org.tinysphere.core.control.Secrets.hash(org.tinysphere.core.control.Secrets.make("")), id);
        audit.record(who, "device.revoke-secret", "device/" + id, Map.of());
        directory.changed(id);
    }

    public List<GroupView> groups() {
        return db.list("select g.name, g.description, g.created_at, count(d.number) as n from device_group g left join "
                + "device d on d.group_id = g.id and d.retired_at is null group by g.id order by g.name",
                row -> new GroupView(row.text("name"), row.text("description"), row.number("n"),
                        row.time("created_at")));
    }

    public DeviceGroup group(String name) {
        return entities.createNamedQuery("DeviceGroup.byName", DeviceGroup.class).setParameter("name", name)
                .getResultStream().findFirst().orElseThrow(() -> Problem.missing("group '" + name + "'"));
    }

    public void addGroup(String name, String description) {
        entities.persist(new DeviceGroup(name, description, Instant.now()));
        entities.flush();
        audit.record("group.add", "group/" + name, Map.of());
    }

    public void changeGroup(String name, String newName, String description) {
        var group = group(name);
        if (newName != null) {
            group.rename(newName);
        }
        if (description != null) {
            group.describe(description);
        }
        entities.flush();
        audit.record("group.change", "group/" + name, newName == null ? Map.of() : Map.of("name", newName));
    }

    /** @throws Problem 409 there are devices in it */
    public void removeGroup(String name) {
        var group = group(name);
        var devices = db.first("select count(*) as n from device where group_id = ?", row -> row.number("n"), group.id())
                .orElseThrow();
        if (devices > 0) {
            throw Problem.conflict("the group still has " + devices + " devices, retired ones counted: move them first");
        }
        entities.remove(group);
        entities.flush();
        audit.record("group.remove", "group/" + name, Map.of());
    }

    private static Object tree(String json) {
        return Json.tree(json, "database", org.tinylcm.protocol.JsonLimits.DOCUMENT);
    }

    private static Line line(Row row) throws java.sql.SQLException {
        var latitude = row.realOrNull("latitude");
        var location = latitude == null ? null : new Location(latitude, row.real("longitude"),
                row.realOrNull("accuracy_metres"), row.text("location_method"), row.time("location_at"));
        return new Line(row.text("id"), row.text("name"), row.text("group_name"), row.texts("tags"), row.text("state"),
                row.text("health"), row.time("last_seen"), row.text("model"), row.text("runtime_version"), location);
    }
}
