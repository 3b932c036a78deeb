package org.tinysphere.rollouts.entity;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.tinylcm.protocol.update.DeploymentState;

/**
 * The state machine of a device's deployments, without clock and database. At most one is wanted; ends are final; and
 * what the device says that it runs ends every doubt.
 *
 * @param all by number, ascending
 */
public record DeviceDeployments(List<Deployment> all) {
    public DeviceDeployments {
        all = List.copyOf(all);
    }

    /**
     * Another release is wanted: what was wanted before is not any more.
     *
     * @param runs deployment that the device says it runs; higher than all known ones if the platform was set back to an
     *         older backup, and devices begin only what is higher
     */
    public DeviceDeployments assign(long runs) {
        var last = all.isEmpty() ? 0 : all.get(all.size() - 1).number();
        var next = new ArrayList<>(change(deployment -> true, Deployment::withdrawn).all);
        next.add(Deployment.assigned(Math.max(last, runs) + 1));
        return new DeviceDeployments(next);
    }

    /** What the device gets for an answer. The same until it ends, even if the answer was lost. */
    public Optional<Deployment> wanted() {
        return all.stream().filter(Deployment::wanted).findFirst();
    }

    /** The device has asked, and got {@link #wanted}; perhaps it never arrived. */
    public DeviceDeployments told() {
        return change(Deployment::wanted, Deployment::told).untold();
    }

    /** The device has asked, and what is wanted is kept back. */
    public DeviceDeployments untold() {
        return change(deployment -> !deployment.wanted(), Deployment::passedOver);
    }

    public DeviceDeployments cancel(long number) {
        return change(deployment -> deployment.number() == number, Deployment::withdrawn);
    }

    /** Ends one of which nothing is heard. If the device does it after all, {@link #installed} says so. */
    public DeviceDeployments quit(long number) {
        return change(deployment -> deployment.number() == number, Deployment::quit);
    }

    /** @return empty if there is no such deployment */
    public Optional<DeviceDeployments> heard(long number, long sequence, DeploymentState said) {
        return all.stream().noneMatch(deployment -> deployment.number() == number) ? Optional.empty()
                : Optional.of(change(deployment -> deployment.number() == number,
                        deployment -> deployment.heard(said, sequence)));
    }

    /**
     * The device says what it runs. One of which it never told the end has ended: it is there, or a later one is.
     *
     * @param number deployment that put the present set there, 0 if none did
     */
    public DeviceDeployments installed(long number) {
        return change(deployment -> !deployment.ended() && deployment.number() == number,
                deployment -> deployment.end(DeploymentState.CONFIRMED, deployment.sequence()))
                .change(deployment -> !deployment.ended() && deployment.number() < number,
                        deployment -> deployment.end(DeploymentState.CANCELED, deployment.sequence()));
    }

    private DeviceDeployments change(Predicate<Deployment> which, UnaryOperator<Deployment> how) {
        return new DeviceDeployments(all.stream().map(deployment -> which.test(deployment) ? how.apply(deployment)
                : deployment).toList());
    }
}
