package org.tinysphere.rollouts.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.tinylcm.protocol.Json;
import org.tinysphere.core.control.Db;
import org.tinysphere.core.control.Transactions;
import org.tinysphere.fleet.control.MetricChanges;
import org.tinysphere.fleet.control.MetricChanges.Change;
import org.tinysphere.rollouts.entity.HealthRule;

/**
 * While a wave is observed: compares what its devices report with what they reported before. A device that is not well
 * counts as failed from then on, whatever it reports later.
 */
@ApplicationScoped
public class RolloutHealth {
    private static final Duration BEFORE = Duration.ofDays(1);
    private static final int AT_ONCE = 500;
    private static final String OBSERVED = "select r.device, p.created_at, p.ended_at from rollout_device r join rollout o "
            + "on o.id = r.rollout and o.wave = r.wave join deployment p on p.device = r.device and p.number = r.deployment "
            + "join installed i on i.device = r.device and i.deployment = p.number where r.rollout = ? and r.device > ? "
            + "and r.unwell is null and p.state = 'confirmed' order by r.device limit " + AT_ONCE;
    @Inject
    private Db db;
    @Inject
    private MetricChanges metrics;
    @Inject
    private Transactions transactions;
    @Inject
    private RolloutSteps steps;

    /** In transactions of its own. */
    void check(long rollout) {
        var rule = db.first("select settings from rollout where id = ?", row -> Json.read(row.text("settings"),
                RolloutSettings.class, "database").health(), rollout).orElseThrow();
        var last = 0L;
        List<MetricChanges.Asked> observed;
        do {
            observed = db.list(OBSERVED, row -> new MetricChanges.Asked(row.number("device"),
                    row.time("created_at").minus(BEFORE), row.time("ended_at")), rollout, last);
            var changes = metrics.of(observed, List.of(HealthRule.LATENCY, HealthRule.ONSETS, HealthRule.FRAMES,
                    HealthRule.UPTIME));
            changes.forEach((device, change) -> rule.unwell(figures(change)).ifPresent(reason ->
                    transactions.run(() -> note(rollout, device, reason))));
            last = observed.isEmpty() ? last : observed.get(observed.size() - 1).device();
        } while (observed.size() == AT_ONCE);
    }

    private static HealthRule.Figures figures(Map<String, Change> changes) {
        return new HealthRule.Figures(changes.getOrDefault(HealthRule.LATENCY, Change.NONE),
                changes.getOrDefault(HealthRule.ONSETS, Change.NONE),
                changes.getOrDefault(HealthRule.FRAMES, Change.NONE),
                changes.getOrDefault(HealthRule.UPTIME, Change.NONE));
    }

    private void note(long rollout, long device, String reason) {
        var id = db.first("update rollout_device set unwell = ? where rollout = ? and device = ? and unwell is null "
                + "returning (select d.id from device d where d.number = device) as id", row -> row.text("id"), reason, rollout,
                device);
        id.ifPresent(name -> steps.note(rollout, RolloutSteps.PLATFORM, "device.unwell", name + ": " + reason));
    }
}
