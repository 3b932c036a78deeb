package org.tinylcm.sync.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tinylcm.protocol.PackageType;

class UploadTest {
    @TempDir
    Path folder;
    private FakePlatform platform;
    private Bench bench;

    @BeforeEach
    void open() throws IOException {
        platform = new FakePlatform();
        bench = new Bench(folder, platform.url());
        bench.call();
    }

    @AfterEach
    void close() {
        bench.close();
        platform.close();
    }

    @Test
    void sendsTheMostUrgentFirstAndDeletesWithTheReceipt() throws IOException {
        bench.put(PackageType.OPERATIONAL_LOGS, 1000);
        bench.put(PackageType.METRICS, 1000);
        var event = bench.put(PackageType.DRIFT_EVENT, 1000);
        bench.drain(10);

        assertThat(platform.order).containsExactly("drift_event", "metrics", "operational_logs");
        assertThat(bench.spool.size()).isZero();
        try (var files = java.nio.file.Files.list(folder.resolve("spool"))) {
            assertThat(files).isEmpty();
        }
        var members = Archive.read(platform.content(event));
        assertThat(members.keySet()).containsExactly("metadata.json", "data.bin");
        assertThat(new String(members.get("metadata.json"))).contains("\"deviceId\": \"device-1\"",
                Digests.hex(members.get("data.bin")));
    }

    @Test
    void aLargePackageGoesInPartsAndLetsADriftEventPass() {
        bench.put(PackageType.OPERATIONAL_LOGS, 4_500_000);
        bench.upload();
        bench.put(PackageType.DRIFT_EVENT, 1000);
        bench.drain(10);

        assertThat(platform.order).containsExactly("drift_event", "operational_logs");
    }

    @Test
    void goesOnWhereItWasCut() throws IOException {
        var random = new SplittableRandom(11);
        try (var line = new BrokenLine(platform.port());
                var over = new Bench(folder.resolve("line"), "http://127.0.0.1:" + line.port())) {
            over.call();
            for (int round = 0; round < 120; round++) {
                over.put(PackageType.values()[round % 7], 3000 + random.nextInt(60_000));
                line.cutAfter(random.nextInt(80_000), random.nextInt(600));
                over.upload();
                if (random.nextInt(20) == 0) {
                    over.restart();
                }
            }
            line.heal();
            over.drain(2000);
            assertThat(over.spool.size()).isZero();
        }
        assertThat(platform.completed()).hasSize(120);
        assertThat(platform.uploads.values()).allMatch(upload -> upload.completions == 1);
        for (var id : platform.completed()) {
            assertThat(Digests.hex(platform.content(id))).isEqualTo(platform.uploads.get(id).sha256);
        }
    }

    @Test
    void anAnswerThatIsLostAfterTheCommitMakesNoSecondPackage() {
        var calls = new AtomicInteger();
        platform.faults = call -> call.startsWith("PUT") && calls.incrementAndGet() % 2 == 1
                ? FakePlatform.Fault.after(500) : null;
        for (int i = 0; i < 20; i++) {
            bench.put(PackageType.METRICS, 500);
        }
        bench.drain(200);

        assertThat(platform.completed()).hasSize(20);
        assertThat(platform.uploads.values()).allMatch(upload -> upload.completions == 1);
        assertThat(bench.counters.snapshot()).containsEntry("packages.delivered.metrics", 20L);
    }

    @Test
    void waitsAsLongAsItIsAskedTo() {
        bench.put(PackageType.METRICS, 500);
        platform.faults = call -> FakePlatform.Fault.before(503).with("Retry-After", "77");

        assertThat(bench.upload()).isGreaterThan(Duration.ofSeconds(77));
        assertThat(bench.spool.size()).isOne();
    }

    @Test
    void aPackageThatIsRefusedForGoodIsGivenUpAndNoted() {
        bench.put(PackageType.METRICS, 500);
        platform.faults = call -> call.startsWith("PUT") ? FakePlatform.Fault.before(422) : null;
        bench.upload();

        assertThat(bench.spool.size()).isZero();
        assertThat(bench.device.notes).contains("package-refused");
        assertThat(bench.counters.snapshot()).containsEntry("packages.refused.metrics", 1L);
    }

    @Test
    void aPackageThatThePlatformStumblesOverDoesNotHoldUpTheOthers() {
        var bad = bench.put(PackageType.DRIFT_EVENT, 500);
        bench.put(PackageType.METRICS, 500);
        platform.faults = call -> call.contains(bad) ? FakePlatform.Fault.before(500) : null;
        for (int i = 0; i < 12; i++) {
            bench.upload();
        }
        assertThat(platform.order).containsExactly("metrics");
        platform.faults = call -> null;
        bench.drain(500);

        assertThat(platform.order).containsExactly("metrics", "drift_event");
    }

    @Test
    void aPackageThatIsInConflictAgainAndAgainIsNotGivenUp() {
        bench.put(PackageType.DRIFT_EVENT, 500);
        platform.faults = call -> call.startsWith("PUT") ? FakePlatform.Fault.before(409) : null;
        for (int i = 0; i < 30; i++) {
            bench.upload();
        }
        assertThat(bench.counters.snapshot().get("failures.conflict")).isGreaterThan(5);
        platform.faults = call -> null;
        bench.drain(100);

        assertThat(platform.order).containsExactly("drift_event");
    }

    @Test
    void nothingRestsLongBecauseThePlatformWasInTrouble() {
        for (int i = 0; i < 5; i++) {
            bench.put(PackageType.DRIFT_EVENT, 100);
        }
        platform.faults = call -> call.contains("packages") ? FakePlatform.Fault.after(502) : null;
        for (int i = 0; i < 60; i++) {
            bench.upload();
        }
        assertThat(bench.spool.size()).isEqualTo(5);
        platform.faults = call -> null;
        var since = bench.nanos;

        bench.drain(100);

        assertThat(bench.spool.size()).isZero();
        // The longest pause after failures is ten minutes here, and a rest a minute.
        assertThat(Duration.ofNanos(bench.nanos - since)).isLessThan(Duration.ofMinutes(12));
    }

    @Test
    void somebodyElsesAnswersChangeNothing() {
        bench.put(PackageType.METRICS, 500);
        var seen = new HashSet<Integer>();
        for (var status : new int[] {200, 201, 301, 302, 307, 400, 401, 403, 404, 409, 410, 413, 422, 500, 511}) {
            platform.faults = call -> new FakePlatform.Fault(false, status, "text/html",
                    "<html>sign in</html>".getBytes(), java.util.Map.of("Location", platform.url() + "/trap"));
            bench.upload();
            bench.call();
            seen.add(status);
            assertThat(bench.spool.size()).as("after %s", seen).isOne();
            assertThat(platform.registrations).hasSize(1);
        }
        platform.faults = call -> null;
        bench.drain(100);

        assertThat(bench.spool.size()).isZero();
    }

    @Test
    void keepsToTheBandwidth() {
        bench.settings = new SyncSettings(platform.url(), false, "", Duration.ofSeconds(30), Duration.ofSeconds(2),
                10_000, "", 0);
        bench.restart();
        bench.put(PackageType.METRICS, 1_000_000);
        var start = bench.nanos;
        bench.drain(1000);

        assertThat(bench.spool.size()).isZero();
        assertThat((bench.nanos - start) / 1e9).isBetween(80.0, 120.0);
    }

    @Test
    void waitsForTheHourButNotWithADriftEvent() {
        bench.settings = new SyncSettings(platform.url(), false, "", Duration.ofSeconds(30), Duration.ofSeconds(2), 0,
                "22-6", 0);
        bench.nanos = Duration.ofHours(12).toNanos();
        bench.restart();
        bench.put(PackageType.METRICS, 100);
        bench.put(PackageType.DRIFT_EVENT, 100);
        bench.upload();
        bench.upload();
        assertThat(platform.order).containsExactly("drift_event");
        bench.nanos = Duration.ofHours(23).toNanos();
        bench.drain(10);

        assertThat(platform.order).containsExactly("drift_event", "metrics");
    }

    @Test
    void savesABatteryThatIsNearlyEmpty() {
        bench.settings = new SyncSettings(platform.url(), false, "", Duration.ofSeconds(30), Duration.ofSeconds(2), 0,
                "", 20);
        bench.restart();
        bench.device.battery = OptionalDouble.of(19);
        bench.put(PackageType.METRICS, 100);
        bench.upload();
        assertThat(platform.order).isEmpty();
        bench.device.battery = OptionalDouble.of(21);
        bench.upload();

        assertThat(platform.order).hasSize(1);
    }
}
