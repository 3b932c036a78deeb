package org.tinylcm.sync.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tinylcm.durable.UnsyncedDisk;
import org.tinylcm.protocol.PackageType;

class FleetTest {
    private static final int DEVICES = 200;
    @TempDir
    Path folder;

    /** What a simulator does: the same client many times over, on a handful of threads. */
    @Test
    void hundredsOfDevicesShareTheirThreads() throws IOException {
        var timers = Executors.newScheduledThreadPool(2);
        var uploads = Executors.newScheduledThreadPool(4);
        var answers = Executors.newFixedThreadPool(4);
        var clients = new ArrayList<SyncClient>();
        try (var platform = new FakePlatform()) {
            var http = Http.create(answers, null);
            for (int i = 0; i < DEVICES; i++) {
                var home = folder.resolve("d" + i);
                var counters = new Counters();
                var spool = new Spool(UnsyncedDisk.INSTANCE, home.resolve("spool"), Bench.LIMITS, System::nanoTime,
                        counters);
                var client = new SyncClient(new SyncSettings(platform.url(), false, "t", Duration.ofSeconds(1),
                        Duration.ofSeconds(20), 0, "", 0), new SyncRuntime(timers, uploads, http,
                        Clock.systemUTC(), System::nanoTime, new SplittableRandom(i), Duration.ofSeconds(2)),
                        UnsyncedDisk.INSTANCE, home.resolve("sync"), spool, new FakeDevice(), counters);
                clients.add(client);
                var outbox = new Outbox(spool, new PackageWriter("0.1"), client::deviceId, () -> null,
                        client::spooled);
                outbox.put(PackageType.DRIFT_EVENT, Instant.EPOCH,
                        List.of(Member.of("a.bin", "x", new byte[5000])));
                client.start(Duration.ofSeconds(1));
            }
            var until = System.nanoTime() + Duration.ofSeconds(60).toNanos();
            while (platform.completed().size() < DEVICES && System.nanoTime() < until) {
                LockSupport.parkNanos(20_000_000);
            }
            assertThat(platform.completed()).hasSize(DEVICES);
            assertThat(platform.idsByKey).hasSize(DEVICES);
            assertThat(platform.uploads.values()).allMatch(upload -> upload.completions == 1);
        } finally {
            clients.forEach(SyncClient::close);
            timers.shutdown();
            uploads.shutdown();
            answers.shutdown();
        }
    }
}
