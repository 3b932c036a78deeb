package org.tinysphere.rollouts.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import org.tinysphere.core.control.Recurring;
import org.tinysphere.core.control.Schema;
import org.tinysphere.core.control.Settings;

/** Looks after all running rollouts: times that pass, devices that come late, and what a crash left undone. */
@ApplicationScoped
public class RolloutClock {
    private static final Logger LOG = System.getLogger(RolloutClock.class.getName());
    @Inject
    private RolloutSteps steps;
    @Inject
    private RolloutHealth health;
    @Inject
    private Settings settings;
    @Inject
    private Recurring recurring;

    void start(@Observes Schema.Ready ready) {
        var seconds = settings.number("TINYSPHERE_ROLLOUT_SECONDS", 15);
        recurring.start(RolloutClock.class, "Rollouts wait", seconds, seconds,
                () -> steps.running().forEach(this::lookAfter));
    }

    private void lookAfter(long rollout) {
        try {
            health.check(rollout);
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "The health of rollout " + rollout + " is not known", e);
        }
        advance(rollout);
    }

    /** One that cannot go on must not keep others waiting; it is tried again. */
    void advance(long rollout) {
        try {
            steps.advance(rollout);
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "Rollout " + rollout + " does not go on", e);
        }
    }
}
