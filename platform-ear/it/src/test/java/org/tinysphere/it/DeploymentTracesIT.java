package org.tinysphere.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tinylcm.protocol.Json;
import org.tinylcm.protocol.update.DeploymentState;
import org.tinysphere.rollouts.entity.Deployment;
import org.tinysphere.rollouts.entity.DeviceDeployments;
import org.tinysphere.simulator.SampleReleases;

/**
 * Walks through the state machine of two devices with two deployments each, whose every state
 * {@code DeviceDeploymentsTest} explores, at the real server: after each step it says what the machine says.
 */
class DeploymentTracesIT {
    private static final int WALKS = 12;
    private static final int STEPS = 14;
    private static final int MOST_DEPLOYMENTS = 2;
    private static final List<DeploymentState> SAID = List.of(DeploymentState.ACCEPTED, DeploymentState.DOWNLOADING,
            DeploymentState.TESTING, DeploymentState.CONFIRMED, DeploymentState.ROLLED_BACK, DeploymentState.REFUSED,
            DeploymentState.FAILED, DeploymentState.CANCELED);
    private final Api admin = Platform.running().admin();
    private final Api operator = Platform.running().withRole("operator");
    private final List<Long> releases = new ArrayList<>();

    /** A device with what the machine says of it. */
    private final class Walker {
        private final UpdatableDevice device;
        private final Random random;
        private final List<String> trace = new ArrayList<>();
        private DeviceDeployments model = new DeviceDeployments(List.of());
        private long runs;
        private long sequence;

        Walker(String group, Random random) {
            this.device = new UpdatableDevice(admin, group);
            this.random = random;
        }

        void step() {
            var number = 1 + random.nextInt(MOST_DEPLOYMENTS);
            switch (random.nextInt(6)) {
                case 0 -> assign();
                case 1 -> cancel(number, false);
                case 2 -> cancel(number, random.nextInt(3) == 0);
                case 3 -> ask();
                case 4 -> say(number);
                default -> runs(random.nextInt(3) == 0 ? 0 : number);
            }
            assertThat(device.deployments()).as(() -> String.join(", ", trace)).isEqualTo(model.all().stream()
                    .map(one -> one.number() + " " + one.state().id() + (one.wanted() ? " wanted" : "")).toList());
        }

        private void assign() {
            if (model.all().size() == MOST_DEPLOYMENTS) {
                return;
            }
            trace.add("assign");
            operator.post("rollouts", "{\"name\":\"walk\",\"release\":" + releases.get(model.all().size())
                    + ",\"settings\":{\"devices\":[\"" + device.id() + "\"],\"waves\":[{\"percent\":100}],"
                    + "\"errorPercent\":100}}").expect(201);
            model = model.assign(runs);
        }

        private void cancel(long number, boolean quit) {
            var known = model.all().stream().filter(one -> one.number() == number).findFirst();
            if (known.isEmpty()) {
                return;
            }
            trace.add((quit ? "quit " : "cancel ") + number);
            operator.post(device.path("deployments/" + number + "/cancel"), "{\"quit\":" + quit + '}')
                    .expect(known.get().ended() ? 409 : 204);
            model = quit ? model.quit(number) : model.cancel(number);
        }

        private void ask() {
            trace.add("ask");
            var wanted = model.wanted().map(Deployment::number);
            assertThat(device.isGiven()).as(() -> String.join(", ", trace)).isEqualTo(wanted.isPresent());
            wanted.ifPresent(number -> assertThat(device.deployment()).isEqualTo(number));
            model = model.told();
        }

        /** Whatever it may have said, late, twice, or in another order. */
        private void say(long number) {
            var state = SAID.get(random.nextInt(SAID.size()));
            var at = 1 + (random.nextBoolean() ? random.nextInt(5) : sequence++);
            trace.add("say " + number + ' ' + state.id() + " at " + at);
            var heard = model.heard(number, at, state);
            device.post(number, at, state.id()).expect(heard.isPresent() ? 204 : 404);
            model = heard.orElse(model);
        }

        private void runs(long number) {
            if (number > model.all().size()) {
                return;
            }
            trace.add("runs " + number);
            runs = number;
            device.installed(number);
            model = model.installed(number);
        }
    }

    @BeforeEach
    void twoReleases() {
        SignedReleases.trust(admin);
        for (var version : List.of("1.0.0", "2.0.0")) {
            var name = "org.example.walk" + System.nanoTime();
            var jar = SampleReleases.bundle(name, version, "");
            SignedReleases.upload(operator, "artifacts", jar).expect(201);
            releases.add(operator.post("releases", Json.write(SignedReleases.sign(SignedReleases.release(List.of(
                    SampleReleases.document(name, version, jar)))))).expect(201).json().get("id").getAsLong());
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void theServerDoesWhatTheMachineDoes(long seed) {
        var random = new Random(seed);
        var group = "w" + System.nanoTime();
        admin.post("groups", "{\"name\":\"" + group + "\"}").expect(201);
        for (var walk = 0; walk < WALKS; walk++) {
            var two = List.of(new Walker(group, random), new Walker(group, random));
            for (var step = 0; step < STEPS; step++) {
                two.get(random.nextInt(2)).step();
            }
        }
    }
}
