package org.tinysphere.analytics.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.tinysphere.core.control.Db;
import org.tinysphere.fleet.control.Devices;

/** Of what the fleet consists now, and how much of it was there over time. */
@ApplicationScoped
public class FleetFigures {
    private static final String FROM = " from device d left join device_live l on l.device = d.number "
            + "left join device_group g on g.id = d.group_id where d.retired_at is null "
            + "and (?::text is null or g.name = ?) ";
    @Inject
    private Db db;

    /** @param value empty: not known */
    public record Share(String value, long devices) {
    }

    /** Devices in a cell of one degree of latitude and longitude, at its middle. */
    @Schema(name = "FleetFiguresPlace")
    public record Place(double latitude, double longitude, long devices) {
    }

    /**
     * Devices that are not retired.
     *
     * @param active24h those that called within the last 24 hours
     * @param connectivity online, late, offline, never
     * @param packs name and version of the model pack
     * @param places only of devices that say where they are
     */
    public record Composition(long devices, long active24h, List<Share> connectivity, List<Share> health,
            List<Share> platforms, List<Share> architectures, List<Share> versions, List<Share> boards,
            List<Share> packs, List<Share> groups, List<Place> places) {
    }

    /**
     * @param day ISO 8601, UTC
     * @param registered devices that were known by the end of that day and not retired before it
     * @param active those of them that sent figures on it
     */
    public record Activity(String day, long registered, long active) {
    }

    private record Totals(long devices, long active) {
    }

    public Composition composition(String group) {
        var totals = db.first("select count(*) as n, count(*) filter (where l.last_seen > now() - interval '24 hours') "
                + "as active" + FROM, row -> new Totals(row.number("n"), row.number("active")), group, group)
                .orElseThrow();
        return new Composition(totals.devices, totals.active, shares(Devices.STATE, group), shares("l.health", group),
                shares("concat_ws(' ', d.platform, d.platform_version)", group), shares("d.architecture", group),
                shares("d.runtime_version", group), shares("d.model", group),
                shares("l.report->'versions'->>'model'", group), shares("g.name", group), places(group));
    }

    private List<Share> shares(String column, String group) {
        return db.list("select coalesce(" + column + ", '') as value, count(*) as n" + FROM
                + "group by 1 order by 2 desc, 1 limit 100", row -> new Share(row.text("value"), row.number("n")),
                group, group);
    }

    private List<Place> places(String group) {
        return db.list("select floor(d.latitude) + 0.5 as latitude, floor(d.longitude) + 0.5 as longitude, "
                + "count(*) as n" + FROM + "and d.latitude is not null and d.longitude is not null "
                + "group by 1, 2 order by 3 desc limit 5000", row -> new Place(row.real("latitude"),
                row.real("longitude"), row.number("n")), group, group);
    }

    public List<Activity> activity(Span span) {
        return db.list("with span as (select ?::date as first, ?::date as last), "
                + "days as (select generate_series(first, last, interval '1 day')::date as day from span), "
                + "own as (select d.number, (d.registered_at at time zone 'UTC')::date as came, "
                + "(d.retired_at at time zone 'UTC')::date + 1 as went from device d "
                + "left join device_group g on g.id = d.group_id where ?::text is null or g.name = ?), "
                + "changes as (select greatest(came, first) as day, 1 as n from own, span "
                + "union all select greatest(went, first), -1 from own, span where went is not null), "
                + "gained as (select day, sum(n) as n from changes group by 1), "
                + "seen as (select y.day, count(*) as n from span, device_day y join own on own.number = y.device "
                + "where y.day between span.first and span.last group by 1) "
                + "select days.day, sum(coalesce(gained.n, 0)) over (order by days.day) as registered, "
                + "coalesce(seen.n, 0) as active from days left join gained on gained.day = days.day "
                + "left join seen on seen.day = days.day order by 1",
                row -> new Activity(row.text("day"), row.number("registered"), row.number("active")),
                span.from(), span.to(), span.group(), span.group());
    }
}
