package org.tinysphere.rollouts.control;

import java.util.List;
import org.tinysphere.core.control.Check;
import org.tinysphere.rollouts.entity.HealthRule;
import org.tinysphere.rollouts.entity.RolloutRule;
import org.tinysphere.rollouts.entity.Waves.Wave;

/**
 * What a rollout is to do. Without group, tag and devices it is for all devices.
 *
 * @param devices ids; who comes late can only be meant by group and tag
 * @param waves absent: three devices, then a quarter, then all
 * @param successPercent default 90
 * @param errorPercent default 10
 * @param observeSeconds default 600
 * @param latencyPercent by how much longer than before a frame of a device may take, default 50
 * @param driftPercent by how much more often than before drift may begin at a device, default 200
 * @param restarts at so many restarts since the update a device has failed, default 3
 * @param force also outside the hours that devices keep for downloads
 */
public record RolloutSettings(String group, String tag, List<String> devices, List<Wave> waves,
        Integer successPercent, Integer errorPercent, Integer errorCount, Integer observeSeconds,
        Integer latencyPercent, Integer driftPercent, Integer restarts, Boolean force) {
    private static final int MOST_DEVICES = 20_000;
    private static final int MOST_WAVES = 50;
    private static final List<Wave> CAREFUL = List.of(new Wave(null, 3), new Wave(25, null), new Wave(100, null));

    public RolloutSettings {
        group = Check.optional(group, "group", 63);
        tag = Check.optional(tag, "tag", 63);
        devices = devices == null ? List.of() : List.copyOf(devices);
        if (devices.size() > MOST_DEVICES) {
            throw new IllegalArgumentException("'devices' must have at most " + MOST_DEVICES + " entries");
        }
        waves = waves == null || waves.isEmpty() ? CAREFUL : List.copyOf(waves);
        if (waves.size() > MOST_WAVES) {
            throw new IllegalArgumentException("'waves' must have at most " + MOST_WAVES + " entries");
        }
        successPercent = Check.range(successPercent, "successPercent", 1, 100, 90);
        errorPercent = Check.range(errorPercent, "errorPercent", 1, 100, 10);
        errorCount = errorCount == null ? null : (Integer) Check.range(errorCount, "errorCount", 1, 1_000_000, 1);
        observeSeconds = Check.range(observeSeconds, "observeSeconds", 0, 30 * 86_400, 600);
        latencyPercent = Check.range(latencyPercent, "latencyPercent", 1, 10_000, 50);
        driftPercent = Check.range(driftPercent, "driftPercent", 1, 10_000, 200);
        restarts = Check.range(restarts, "restarts", 1, 1000, 3);
        force = force != null && force;
    }

    /** For all devices, at once, with the defaults. */
    public static RolloutSettings standard() {
        return new RolloutSettings(null, null, null, null, null, null, null, null, null, null, null, null);
    }

    RolloutRule rule() {
        return new RolloutRule(successPercent, errorPercent, errorCount, observeSeconds);
    }

    HealthRule health() {
        return new HealthRule(latencyPercent, driftPercent, restarts);
    }
}
