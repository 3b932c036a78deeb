package org.tinysphere.rollouts.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import org.tinylcm.protocol.update.DeploymentEvent;
import org.tinylcm.protocol.update.InstalledDoc;
import org.tinysphere.core.boundary.DeviceCaller;
import org.tinysphere.core.control.Problem;
import org.tinysphere.core.control.Transactions;

/**
 * What devices say, and what follows from it. A rollout is looked at when a device's word is safe, in a transaction of its
 * own; if that fails or a crash comes in between, the clock looks.
 */
@ApplicationScoped
public class UpdateReports {
    private static final int MOST_EVENTS = 1_000;
    @Inject
    private Deployments deployments;
    @Inject
    private RolloutClock clock;
    @Inject
    private Transactions transactions;

    public Optional<Deployments.Desired> desired(DeviceCaller device) {
        return deployments.desired(device);
    }

    public void heard(DeviceCaller device, long deployment, List<DeploymentEvent> events) {
        if (events.size() > MOST_EVENTS) {
            throw Problem.bad("at most " + MOST_EVENTS + " events at once");
        }
        transactions.call(() -> deployments.heard(device, deployment, events)).forEach(clock::advance);
    }

    public void installed(DeviceCaller device, InstalledDoc document) {
        transactions.call(() -> deployments.installed(device, document)).forEach(clock::advance);
    }
}
