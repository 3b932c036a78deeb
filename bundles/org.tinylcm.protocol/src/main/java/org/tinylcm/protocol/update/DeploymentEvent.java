package org.tinylcm.protocol.update;

import java.time.Instant;
import java.util.Map;
import org.tinylcm.protocol.Checks;
import org.tinylcm.protocol.Versioned;

/**
 * One step of a deployment, as the device saw it. The same deployment and sequence is the same event, however often it
 * is sent.
 *
 * @param deployment {@link DesiredStateDoc#deployment}
 * @param sequence rises per deployment, from 1
 * @param state {@link DeploymentState#id}
 * @param reason one sentence for people, null if there is nothing to say; at most 500 characters
 * @param figures e.g. {@code percent}, {@code bytes}, {@code pauseMillis}, {@code accuracyBefore},
 *         {@code accuracyAfter}, {@code latencyBefore}, {@code latencyAfter} (ms); at most 50
 */
public record DeploymentEvent(int schemaVersion, long deployment, long sequence, String state, Instant time,
        String reason, Map<String, Double> figures) implements Versioned {
    public static final int VERSION = 1;

    public DeploymentEvent {
        if (deployment < 1 || sequence < 1) {
            throw new IllegalArgumentException("'deployment' and 'sequence' must be at least 1");
        }
        Checks.name(state, "state");
        Checks.required(time, "time");
        if (reason != null && reason.length() > 500) {
            throw new IllegalArgumentException("'reason' must have at most 500 characters");
        }
        figures = Checks.map(figures);
        if (figures.size() > 50) {
            throw new IllegalArgumentException("'figures' must have at most 50 entries");
        }
    }
}
