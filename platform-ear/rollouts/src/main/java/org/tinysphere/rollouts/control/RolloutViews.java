package org.tinysphere.rollouts.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.tinylcm.protocol.Json;
import org.tinysphere.core.control.Db;
import org.tinysphere.core.control.Problem;
import org.tinysphere.core.control.Row;

/** What people see of rollouts. */
@ApplicationScoped
public class RolloutViews {
    /** What can become of a device, the worst first. */
    public static final List<String> OUTCOMES = List.of("failed", "went_back", "unwell", "open", "waiting", "canceled",
            "left_out", "confirmed");
    private static final String LINE = "select o.*, e.name as release_name, e.number as release_number from rollout o "
            + "join release e on e.id = o.release ";
    @Inject
    private Db db;

    /** @param wave the present one, from 1 */
    @Schema(name = "RolloutLine")
    public record Line(long id, String name, long release, String releaseName, long releaseNumber, String state,
            int wave, int waves, String reason, String createdBy, Instant createdAt, Instant waveBeganAt,
            Instant reachedAt, Instant endedAt) {
    }

    /**
     * @param outcomes devices by what became of them, of {@link #OUTCOMES}
     */
    @Schema(name = "RolloutWave")
    public record WaveView(int wave, Integer percent, Integer count, int devices, Map<String, Integer> outcomes) {
    }

    @Schema(name = "RolloutDetail")
    public record Detail(Line rollout, RolloutSettings settings, List<WaveView> waves) {
    }

    /**
     * @param state of its deployment, absent if it has none
     * @param runsKnown the device has said what it runs
     * @param runs name of that release, absent for what it was installed with
     */
    @Schema(name = "RolloutDevice")
    public record DeviceLine(String device, String name, int wave, String outcome, Long deployment, String state,
            String reason, Object figures, Instant changedAt, boolean runsKnown, String runs) {
    }

    @Schema(name = "RolloutHistory")
    public record Entry(long id, Instant at, String who, String action, String detail) {
    }

    /** The newest first. */
    public List<Line> list(long before, int limit) {
        return db.list(LINE + "where o.id < ? order by o.id desc limit ?", RolloutViews::line, before, limit);
    }

    public Detail detail(long id) {
        var line = db.first(LINE + "where o.id = ?", RolloutViews::line, id)
                .orElseThrow(() -> Problem.missing("rollout " + id));
        var settings = db.first("select settings from rollout where id = ?",
                row -> Json.read(row.text("settings"), RolloutSettings.class, "database"), id).orElseThrow();
        var outcomes = new TreeMap<Integer, Map<String, Integer>>();
        db.list("select wave, outcome, count(*) as n from (select r.wave, " + RolloutSteps.OUTCOME + " as outcome"
                + RolloutSteps.JOINED + "where r.rollout = ?) o group by wave, outcome",
                row -> outcomes.computeIfAbsent(row.count("wave"), w -> new TreeMap<>())
                        .put(row.text("outcome"), row.count("n")), id);
        var waves = new ArrayList<WaveView>();
        for (int i = 0; i < settings.waves().size(); i++) {
            var of = outcomes.getOrDefault(i, Map.of());
            waves.add(new WaveView(i + 1, settings.waves().get(i).percent(), settings.waves().get(i).count(),
                    of.values().stream().mapToInt(n -> n).sum(), of));
        }
        return new Detail(line, settings, waves);
    }

    /** Those that ended by themselves, the newest first. */
    public List<Line> stopped(Instant since, int limit) {
        return db.list(LINE + "where o.state = 'stopped' and o.ended_at > ? order by o.id desc limit ?", RolloutViews::line,
                since, limit);
    }

    /** @param outcome null for all */
    public List<DeviceLine> devices(long id, String outcome, String after, int limit) {
        return db.list("select * from (select d.id, d.name, r.wave, " + RolloutSteps.OUTCOME + " as outcome, r.deployment, "
                + "p.state, " + RolloutSteps.REASON + " as reason, p.figures, p.changed_at, i.device is not null as known, i.release"
                + RolloutSteps.JOINED + "where r.rollout = ? and d.id > ?) o where ?::text is null or outcome = ? "
                + "order by id limit ?", row -> new DeviceLine(row.text("id"), row.text("name"), row.count("wave") + 1,
                row.text("outcome"), row.numberOrNull("deployment"), row.text("state"), row.text("reason"),
                Trees.of(row.text("figures")), row.time("changed_at"), row.truth("known"), row.text("release")), id, after, outcome,
                outcome, limit);
    }

    /** The newest first. */
    public List<Entry> history(long id, long before, int limit) {
        return db.list("select * from rollout_history where rollout = ? and id < ? order by id desc limit ?",
                row -> new Entry(row.number("id"), row.time("at"), row.text("who"), row.text("action"),
                        row.text("detail")), id, before, limit);
    }

    private static Line line(Row row) throws SQLException {
        return new Line(row.number("id"), row.text("name"), row.number("release"), row.text("release_name"),
                row.number("release_number"), row.text("state"), row.count("wave") + 1,
                row.numbers("borders").size(), row.text("reason"), row.text("created_by"), row.time("created_at"),
                row.time("wave_began_at"), row.time("reached_at"), row.time("ended_at"));
    }
}
