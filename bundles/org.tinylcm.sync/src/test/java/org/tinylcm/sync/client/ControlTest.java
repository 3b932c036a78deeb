package org.tinylcm.sync.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tinylcm.input.BadInputException;
import org.tinylcm.protocol.CommandPage;
import org.tinylcm.protocol.DesiredConfiguration;
import org.tinylcm.sync.SyncStatus.State;

class ControlTest {
    @TempDir
    Path folder;
    private FakePlatform platform;
    private Bench bench;

    @BeforeEach
    void open() throws IOException {
        platform = new FakePlatform();
        bench = new Bench(folder, platform.url());
    }

    @AfterEach
    void close() {
        bench.close();
        platform.close();
    }

    @Test
    void registersOnceAndKeepsWhoItIs() {
        bench.call();
        bench.restart();
        bench.call();

        assertThat(platform.registrations).hasSize(1);
        assertThat(platform.heartbeats).hasSize(2);
        assertThat(bench.client.status().state()).isEqualTo(State.CONNECTED);
        assertThat(bench.client.deviceId()).isEqualTo("device-1");
    }

    @Test
    void nobodyElseCanReadTheSecret() throws IOException {
        bench.call();

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("sync/device.json"))))
                .isEqualTo("rw-------");
        assertThat(new Identity(1, "k".repeat(40), null, "d", "hush", null).toString()).doesNotContain("hush", "kkk");
    }

    @Test
    void aRegistrationWhoseAnswerWasLostGivesNoSecondDevice() {
        platform.faults = call -> platform.registrations.isEmpty() ? FakePlatform.Fault.after(502) : null;
        bench.call();
        bench.restart();
        platform.faults = call -> null;
        bench.call();

        assertThat(platform.registrations).hasSize(2);
        assertThat(platform.idsByKey).hasSize(1);
        assertThat(platform.heartbeats).hasSize(1);
    }

    @Test
    void takesANewSecretWhenThePlatformWantsItOrHasForgottenTheOldOne() {
        bench.call();
        platform.rotate = true;
        bench.call();
        assertThat(platform.secrets).containsEntry("device-1", "secret-1-new");
        bench.call();
        assertThat(platform.heartbeats).hasSize(3);
        platform.secrets.clear();
        bench.call();
        bench.call();

        assertThat(platform.registrations).hasSize(2);
        assertThat(bench.client.status().state()).isEqualTo(State.CONNECTED);
    }

    @Test
    void tellsWhenItHasBecomeAnother() {
        bench.call();
        bench.device.hostname = "other";
        bench.call();

        assertThat(platform.registrations).hasSize(2);
        assertThat(platform.registrations.get(1).hostname()).isEqualTo("other");
    }

    @Test
    void aCommandIsDoneOnceEvenIfItsAcknowledgementIsLost() {
        platform.commands.add(command(1, "snapshot"));
        platform.commands.add(command(2, "rollback"));
        platform.commands.add(command(3, "resend"));
        platform.faults = call -> call.endsWith("/ack") ? FakePlatform.Fault.before(503) : null;
        bench.call();
        bench.restart();
        platform.faults = call -> null;
        bench.call();

        assertThat(bench.device.executed).extracting(CommandPage.Command::sequence).containsExactly(1L, 2L, 3L);
        assertThat(platform.results).hasSize(3).allMatch(result -> result.applied());
        assertThat(platform.commands).isEmpty();
    }

    @Test
    void whatCannotBeAppliedNowIsNotAcknowledged() {
        platform.commands.add(command(7, "feedback"));
        bench.device.busy = true;
        bench.call();
        assertThat(platform.results).isEmpty();
        bench.device.busy = false;
        bench.call();

        assertThat(platform.results).hasSize(1);
    }

    @Test
    void appliesAConfigurationOnceAndSaysWhatWasRefused() {
        platform.desired = new DesiredConfiguration(1, "v1", Map.of("p", Map.of("a", "good", "b", "bad")));
        platform.faults = call -> call.endsWith("/report") ? FakePlatform.Fault.before(503) : null;
        bench.call();
        bench.restart();
        platform.faults = call -> null;
        bench.call();
        bench.call();

        assertThat(bench.device.configurations).hasSize(1);
        assertThat(platform.reports).hasSize(1);
        assertThat(platform.reports.get(0).results()).anySatisfy(r -> assertThat(r.reason()).isEqualTo("must be good"));
        assertThat(platform.heartbeats.get(2).configuration()).isEqualTo("v1");
    }

    @Test
    void sendsTheSchemaWhenAsked() {
        platform.wantSchema = true;
        bench.call();

        assertThat(platform.schemas).hasSize(1);
    }

    @Test
    void comesLaterWhenAskedTo() {
        bench.call();
        platform.faults = call -> FakePlatform.Fault.before(429).with("Retry-After", "120");

        assertThat(bench.call()).isGreaterThan(Duration.ofSeconds(120));
        assertThat(bench.client.status().state()).isEqualTo(State.OFFLINE);
    }

    @Test
    void aDeviceThatIsNotWantedAsksRarely() {
        bench.call();
        platform.faults = call -> FakePlatform.Fault.before(403);

        assertThat(bench.call()).isGreaterThanOrEqualTo(Duration.ofMinutes(10));
        assertThat(bench.client.status().state()).isEqualTo(State.REFUSED);
    }

    @Test
    void anEarlierFaultDoesNotShowOnceItIsOver() {
        platform.faults = call -> FakePlatform.Fault.before(500);
        bench.call();
        assertThat(bench.client.status().detail()).contains("500");
        platform.faults = call -> null;
        bench.call();

        assertThat(bench.client.status().state()).isEqualTo(State.CONNECTED);
        assertThat(bench.client.status().detail()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://example.org", "ftp://127.0.0.1", "example.org", "https://user:pw@example.org",
        "https://example.org/?x=1", "http://127.0.0.1.example.org", ""})
    void refusesAnAddressThatIsNoneOrInTheClear(String url) {
        assertThatThrownBy(() -> Address.of(url, false)).isInstanceOf(BadInputException.class)
                .hasMessageContaining("url");
    }

    @Test
    void takesAddressesThatAreSafeOrWanted() {
        assertThat(Address.of("https://example.org", false)).hasToString("https://example.org/api/v1/");
        assertThat(Address.of("http://localhost:8080/tiny/", false)).hasToString("http://localhost:8080/tiny/api/v1/");
        assertThat(Address.of("http://10.0.0.5", true)).hasToString("http://10.0.0.5/api/v1/");
    }

    private static CommandPage.Command command(long sequence, String kind) {
        return new CommandPage.Command(sequence, kind, Instant.EPOCH, Map.of());
    }
}
