package org.tinylcm.sync.client;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.tinylcm.durable.FileOps;
import org.tinylcm.durable.UnsyncedDisk;
import org.tinylcm.protocol.PackageType;

/** A client whose steps a test makes itself, at a time that the test says. */
final class Bench implements AutoCloseable {
    static final Spool.Limits LIMITS = new Spool.Limits(10_000_000, 30L * 24 * 3600, 5_000_000);
    final ScheduledExecutorService timers = Executors.newScheduledThreadPool(2);
    final ExecutorService answers = Executors.newFixedThreadPool(2);
    final Http http = Http.create(answers, null);
    final SplittableRandom random = new SplittableRandom(5);
    final Counters counters = new Counters();
    final FakeDevice device = new FakeDevice();
    final Path folder;
    long nanos;
    Spool spool;
    SyncClient client;
    Outbox outbox;
    Spool.Limits limits = LIMITS;
    SyncSettings settings;

    Bench(Path folder, String url) {
        this.folder = folder;
        settings = new SyncSettings(url, false, "token", Duration.ofSeconds(30), Duration.ofSeconds(2), 0, "", 0);
        restart();
    }

    /** As after a power cut: everything from disk again. */
    void restart() {
        FileOps ops = UnsyncedDisk.INSTANCE;
        spool = new Spool(ops, folder.resolve("spool"), limits, () -> nanos, counters);
        client = new SyncClient(settings, new SyncRuntime(timers, timers, http, clock(), () -> nanos, random,
                Duration.ofMinutes(10)), ops, folder.resolve("sync"), spool, device, counters);
        outbox = new Outbox(spool, new PackageWriter("0.1", client::compression), client::deviceId, () -> "m", () -> { });
    }

    /** One control step, and then the pause that it wants passes. */
    Duration call() {
        var pause = client.control().run();
        nanos += pause.toNanos();
        return pause;
    }

    Duration upload() {
        var pause = client.uploader().run();
        nanos += pause.toNanos();
        return pause;
    }

    /** Uploads until there is nothing more, at most so many steps. */
    void drain(int steps) {
        for (int i = 0; i < steps && spool.size() > 0; i++) {
            upload();
        }
    }

    String put(PackageType type, int bytes) {
        var content = new byte[bytes];
        random.nextBytes(content);
        var id = type.id() + "-" + random.nextLong(Long.MAX_VALUE);
        outbox.put(type, id, Instant.EPOCH, List.of(Member.of("data.bin", "application/octet-stream", content)));
        return id;
    }

    private Clock clock() {
        return new Clock() {
            @Override
            public java.time.ZoneId getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(java.time.ZoneId zone) {
                return this;
            }

            @Override
            public Instant instant() {
                return Instant.EPOCH.plusNanos(nanos);
            }
        };
    }

    @Override
    public void close() {
        client.close();
        timers.shutdownNow();
        answers.shutdownNow();
    }
}
