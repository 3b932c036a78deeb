package org.tinysphere.rollouts.entity;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.tinylcm.protocol.update.DeploymentState;

/**
 * Every state that platform and devices can get into, whatever the order of what happens between them. A device is
 * modelled by what it keeps on disk, so a restart of it changes nothing that it says: what it loses is the answer of the
 * platform, which is modelled by asking without hearing.
 *
 * <p>Devices share nothing in the machine, so all pairs of states of two devices are the product of the states of one;
 * what is explored together is the platform's word to both.
 */
class DeviceDeploymentsTest {
    private static final int MOST_DEPLOYMENTS = 2;

    /** How far the device is with the deployment under way. */
    private enum Phase { IDLE, ACCEPTED, SWAPPED }

    /** Something that the device said and that has not come yet, or may come again. */
    private record Message(long deployment, long sequence, DeploymentState state, long installed) {
        static Message event(long deployment, long sequence, DeploymentState state) {
            return new Message(deployment, sequence, state, -1);
        }

        static Message runs(long deployment) {
            return new Message(0, 0, null, deployment);
        }
    }

    /**
     * @param last the last one that the device began
     * @param runs the one whose set it runs, 0 for the first set
     */
    private record Device(Phase phase, long last, long runs, long sequence) {
    }

    private record World(DeviceDeployments platform, Device device, Set<Message> onTheWay) {
        World with(DeviceDeployments next) {
            return new World(next, device, onTheWay);
        }

        World with(Device next, Message... said) {
            var messages = new HashSet<>(onTheWay);
            messages.addAll(List.of(said));
            return new World(platform, next, Set.copyOf(messages));
        }
    }

    private static final World START = new World(new DeviceDeployments(List.of()),
            new Device(Phase.IDLE, 0, 0, 0), Set.of());

    /** What people may do. */
    private static List<World> people(World world) {
        var next = new ArrayList<World>();
        if (world.platform.all().size() < MOST_DEPLOYMENTS) {
            next.add(world.with(world.platform.assign(0)));
        }
        for (var deployment : world.platform.all()) {
            next.add(world.with(world.platform.cancel(deployment.number())));
            next.add(world.with(world.platform.quit(deployment.number())));
        }
        return next;
    }

    /** What device and network do; messages come in any order, and may come again. */
    private static List<World> machines(World world) {
        var next = new ArrayList<World>();
        var device = world.device;
        for (var message : world.onTheWay) {
            next.add(world.with(deliver(world.platform, message)));
        }
        // Asks, and the answer is lost, or kept back because the rollout is paused.
        next.add(world.with(world.platform.told()));
        next.add(world.with(world.platform.untold()));
        var told = world.with(world.platform.told());
        var wanted = world.platform.wanted().map(Deployment::number).orElse(0L);
        switch (device.phase) {
            case IDLE -> {
                if (wanted > device.last) {
                    next.add(told.with(new Device(Phase.ACCEPTED, wanted, device.runs, 1),
                            Message.event(wanted, 1, DeploymentState.ACCEPTED)));
                    next.add(told.with(new Device(Phase.IDLE, wanted, device.runs, 1),
                            Message.event(wanted, 1, DeploymentState.REFUSED)));
                }
                if (device.runs > 0) {
                    // A person at the device goes back.
                    next.add(world.with(new Device(Phase.IDLE, device.last, 0, device.sequence), Message.runs(0)));
                }
            }
            case ACCEPTED -> {
                if (wanted != device.last) {
                    next.add(told.with(new Device(Phase.IDLE, device.last, device.runs, device.sequence + 1),
                            Message.event(device.last, device.sequence + 1, DeploymentState.CANCELED)));
                }
                next.add(world.with(new Device(Phase.IDLE, device.last, device.runs, device.sequence + 1),
                        Message.event(device.last, device.sequence + 1, DeploymentState.FAILED)));
                next.add(world.with(new Device(Phase.SWAPPED, device.last, device.runs, device.sequence + 1),
                        Message.event(device.last, device.sequence + 1, DeploymentState.TESTING)));
            }
            case SWAPPED -> {
                next.add(world.with(new Device(Phase.IDLE, device.last, device.last, device.sequence + 1),
                        Message.event(device.last, device.sequence + 1, DeploymentState.CONFIRMED),
                        Message.runs(device.last)));
                next.add(world.with(new Device(Phase.IDLE, device.last, device.runs, device.sequence + 1),
                        Message.event(device.last, device.sequence + 1, DeploymentState.ROLLED_BACK)));
            }
        }
        return next;
    }

    private static DeviceDeployments deliver(DeviceDeployments platform, Message message) {
        return message.state == null ? platform.installed(message.installed)
                : platform.heard(message.deployment, message.sequence, message.state).orElseThrow();
    }

    private static Map<World, List<World>> explore() {
        var all = new HashMap<World, List<World>>();
        var open = new ArrayDeque<>(List.of(START));
        while (!open.isEmpty()) {
            var world = open.poll();
            if (!all.containsKey(world)) {
                var next = new ArrayList<>(people(world));
                next.addAll(machines(world));
                all.put(world, next);
                open.addAll(next);
            }
        }
        return all;
    }

    @Test
    void endsAreFinalAndAtMostOneIsWantedInEveryState() {
        var all = explore();
        assertThat(all).hasSizeGreaterThan(1_000);
        all.forEach((world, next) -> {
            assertThat(world.platform.all().stream().filter(Deployment::wanted)).hasSizeLessThanOrEqualTo(1)
                    .noneMatch(Deployment::ended);
            for (var following : next) {
                for (var before : world.platform.all()) {
                    var after = following.platform.all().get((int) before.number() - 1);
                    assertThat(after.number()).isEqualTo(before.number());
                    if (before.ended()) {
                        assertThat(after.state()).as("%s → %s", world, following).isEqualTo(before.state());
                    }
                    assertThat(after.sequence()).isGreaterThanOrEqualTo(before.sequence());
                }
            }
        });
    }

    /** Nobody does anything any more; device and network go on until nothing is left to say. */
    @Test
    void everyStateReachesAnEndWithoutPeople() {
        var all = explore();
        // Backwards from the states in which everything has ended.
        var reaches = new HashSet<World>();
        var before = new HashMap<World, List<World>>();
        for (var world : all.keySet()) {
            machines(world).forEach(next -> before.computeIfAbsent(next, w -> new ArrayList<>()).add(world));
        }
        var open = new ArrayDeque<World>();
        all.keySet().stream().filter(world -> world.platform.all().stream().allMatch(Deployment::ended))
                .forEach(open::add);
        while (!open.isEmpty()) {
            var world = open.poll();
            if (reaches.add(world)) {
                open.addAll(before.getOrDefault(world, List.of()));
            }
        }
        var stuck = new HashSet<>(all.keySet());
        stuck.removeAll(reaches);
        assertThat(stuck).isEmpty();
    }

    @Test
    void whatTheDeviceSaysThatItRunsEndsEveryDoubt() {
        for (var world : explore().keySet()) {
            for (var deployment : world.platform.all()) {
                var after = world.platform.installed(deployment.number()).all();
                var same = after.get((int) deployment.number() - 1);
                assertThat(same.ended()).isTrue();
                assertThat(same.state()).isEqualTo(deployment.ended() ? deployment.state() : DeploymentState.CONFIRMED);
                assertThat(after.stream().filter(other -> other.number() < deployment.number()))
                        .allMatch(Deployment::ended);
            }
            assertThat(world.platform.installed(0)).isEqualTo(world.platform);
        }
    }

    /** The same message twice is the same as once, and of two messages the order does not decide how it ends. */
    @Test
    void messagesComeTwiceAndInAnyOrder() {
        for (var world : explore().keySet()) {
            for (var one : world.onTheWay) {
                var once = deliver(world.platform, one);
                assertThat(deliver(once, one)).isEqualTo(once);
                for (var other : world.onTheWay) {
                    if (one.state != null && other.state != null) {
                        assertThat(deliver(once, other)).isEqualTo(deliver(deliver(world.platform, other), one));
                    }
                }
            }
        }
    }

    @Test
    void theAnswerIsTheSameUntilTheDeploymentEnds() {
        for (var world : explore().keySet()) {
            world.platform.wanted().ifPresent(wanted -> {
                assertThat(world.platform.told().wanted().map(Deployment::number)).contains(wanted.number());
                assertThat(world.platform.told().cancel(wanted.number()).all().get((int) wanted.number() - 1).ended())
                        .as("only the device ends what it knows of").isFalse();
            });
        }
    }

    @Test
    void whatTheDeviceNeverHeardOfEndsAtOnce() {
        var platform = new DeviceDeployments(List.of()).assign(0);
        assertThat(platform.cancel(1).all().get(0).state()).isEqualTo(DeploymentState.CANCELED);
        assertThat(platform.assign(0).all().get(0).state()).isEqualTo(DeploymentState.CANCELED);
        assertThat(platform.assign(8).all().get(1).number()).isEqualTo(9);
        assertThat(platform.heard(7, 1, DeploymentState.ACCEPTED)).isEmpty();
    }

    /** Two devices with two deployments each: what is done to one is nothing to the other. */
    @Test
    void devicesShareNothing() {
        var states = explore().keySet().stream().map(World::platform).distinct().toList();
        for (var a : states) {
            for (var b : states) {
                var copy = new DeviceDeployments(b.all());
                a.assign(0);
                a.all().forEach(deployment -> a.cancel(deployment.number()).quit(deployment.number()).installed(2));
                assertThat(b).isEqualTo(copy);
            }
        }
    }
}
