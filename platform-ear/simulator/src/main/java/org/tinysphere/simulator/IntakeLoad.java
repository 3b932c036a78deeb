package org.tinysphere.simulator;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.tinylcm.protocol.DriftEventDoc;
import org.tinylcm.protocol.Json;
import org.tinylcm.protocol.PackageDoc;
import org.tinylcm.protocol.PackageType;
import org.tinylcm.sync.client.Digests;
import org.tinylcm.sync.client.Member;
import org.tinylcm.sync.client.PackageWriter;

/** Packages as fast as the platform takes them, beside the same bytes as plain files with fsync. */
final class IntakeLoad implements AutoCloseable {
    private static final int CONNECTIONS = 4;
    private static final int PART = 16 << 20;
    private static final String SECRET = "tsd_load";
    private final ScratchPlatform platform;
    private final Path folder;
    private final ConcurrentLinkedQueue<ServerLink> idle = new ConcurrentLinkedQueue<>();

    IntakeLoad(ScratchPlatform platform, Path folder) {
        this.platform = platform;
        this.folder = folder;
    }

    /**
     * @param copyMegabytesPerSecond the same bytes written to files, each with fsync of the file and its folder, by as many
     *     threads
     * @param takenMegabytesPerSecond from the first byte to the last receipt
     * @param ratio of the second to the first
     * @param importedPerSecond packages, from the first byte to the last import
     */
    record Rates(int packages, double copyMegabytesPerSecond, double takenMegabytesPerSecond, double ratio,
            double importedPerSecond) {
    }

    /** @param residentBefore of the server, MB; {@code residentMost}: the most while it came and was imported */
    record Large(double megabytes, double seconds, double residentBefore, double residentMost) {
    }

    private record Packed(String id, byte[] bytes, String sha256) {
    }

    /** Drift events with a picture of about a megabyte that cannot be compressed. */
    Rates drifts(int count) throws IOException, InterruptedException, ExecutionException, SQLException {
        new HeartbeatLoad(platform).makeDevices(1);
        var packages = new ArrayList<Packed>();
        for (var i = 0; i < count; i++) {
            packages.add(drift(i));
        }
        var bytes = packages.stream().mapToLong(one -> one.bytes.length).sum();
        var copy = Files.createDirectory(folder.resolve("copy"));
        var copied = timed(packages, one -> copy(copy.resolve(one.id), one.bytes));
        var begin = System.nanoTime();
        var taken = timed(packages, this::send);
        await("select count(*) from drift_event", count);
        var imported = (System.nanoTime() - begin) / 1e9;
        return new Rates(count, bytes / 1e6 / copied, bytes / 1e6 / taken, copied / taken, count / imported);
    }

    /** One package of that size: a log that cannot be compressed. */
    Large log(int megabytes) throws IOException, InterruptedException, SQLException {
        new HeartbeatLoad(platform).makeDevices(1);
        var log = folder.resolve("large.log");
        var random = new Random(1);
        try (var out = Files.newOutputStream(log)) {
            var block = new byte[1_000_000];
            for (var i = 0; i < megabytes; i++) {
                random.nextBytes(block);
                out.write(block);
            }
        }
        var id = UUID.randomUUID().toString();
        var packed = folder.resolve("large.tar.gz");
        try (var out = Files.newOutputStream(packed)) {
            new PackageWriter("0.1.0").write(out, PackageType.OPERATIONAL_LOGS, id, "load-1", null, Instant.now(),
                    List.of(Member.stretch("large.log", Member.LINES, log, new PackageDoc.Part("frames",
                            "0".repeat(64), 0, Files.size(log), false))));
        }
        var before = Processes.residentMegabytes(platform.serverPid());
        var begin = System.nanoTime();
        var most = new double[] {before};
        var watch = new Thread(() -> {
            while (!Thread.interrupted()) {
                most[0] = Math.max(most[0], Processes.residentMegabytes(platform.serverPid()));
                LockSupport.parkNanos(50_000_000);
            }
        });
        watch.start();
        var bytes = Files.readAllBytes(packed);
        send(new Packed(id, bytes, Digests.hex(bytes)));
        await("select count(*) from package where state = 'imported' and type = 'operational_logs'", 1);
        watch.interrupt();
        watch.join();
        return new Large(megabytes, (System.nanoTime() - begin) / 1e9, before, most[0]);
    }

    private static Packed drift(int number) throws IOException {
        var picture = Noise.jpeg(number, 1_000_000);
        var id = UUID.randomUUID().toString();
        var document = new DriftEventDoc(DriftEventDoc.VERSION, id, id, DriftEventDoc.ONSET, Instant.now(), number, null,
                new DriftEventDoc.Reading("load", null, 1.0, null, null, null), new DriftEventDoc.Sample("noise", null,
                        null, null, null, new float[64]), List.of(), "image.jpg");
        var out = new ByteArrayOutputStream();
        new PackageWriter("0.1.0").write(out, PackageType.DRIFT_EVENT, id, "load-1", null, Instant.now(), List.of(
                Member.of("drift_event.json", Member.JSON, Json.write(document)),
                Member.of("image.jpg", "image/jpeg", picture)));
        return new Packed(id, out.toByteArray(), Digests.hex(out.toByteArray()));
    }

    /** On a connection that is kept, as devices do while they have something to send. */
    private Void send(Packed one) throws IOException {
        var link = Objects.requireNonNullElseGet(idle.poll(), () -> new ServerLink(platform.root().getPort()));
        for (var from = 0; from < one.bytes.length; from += PART) {
            var length = Math.min(one.bytes.length - from, PART);
            var type = one.bytes.length > 50_000_000 ? PackageType.OPERATIONAL_LOGS : PackageType.DRIFT_EVENT;
            var status = link.send(ServerLink.head("PUT", "/api/v1/devices/load-1/packages/" + one.id, SECRET,
                    "application/gzip", length, "Content-Range: bytes " + from + "-" + (from + length - 1) + "/"
                            + one.bytes.length + "\r\nX-Package-Type: " + type.id() + "\r\nX-Package-SHA256: "
                            + one.sha256 + "\r\n"), one.bytes, from, length);
            if (status / 100 != 2) {
                link.close();
                throw new IOException("the upload was answered with " + status);
            }
        }
        idle.add(link);
        return null;
    }

    @Override
    public void close() throws IOException {
        for (var link = idle.poll(); link != null; link = idle.poll()) {
            link.close();
        }
    }

    private static Void copy(Path file, byte[] bytes) throws IOException {
        try (var channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            var buffer = ByteBuffer.wrap(bytes);
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
            channel.force(true);
        }
        // The name must survive a power cut too, as it does for what the platform has taken.
        try (var folder = FileChannel.open(file.getParent(), StandardOpenOption.READ)) {
            folder.force(true);
        }
        return null;
    }

    @FunctionalInterface
    private interface Work {
        Void on(Packed one) throws IOException;
    }

    /** Seconds. */
    private static double timed(List<Packed> packages, Work work) throws InterruptedException, ExecutionException {
        var threads = Executors.newFixedThreadPool(CONNECTIONS);
        try {
            var begin = System.nanoTime();
            var tasks = packages.stream().<Callable<Void>>map(one -> () -> work.on(one)).toList();
            for (var task : threads.invokeAll(tasks)) {
                task.get();
            }
            return (System.nanoTime() - begin) / 1e9;
        } finally {
            threads.shutdown();
        }
    }

    private void await(String count, long wanted) throws SQLException {
        var until = System.nanoTime() + TimeUnit.MINUTES.toNanos(10);
        try (var connection = platform.connect(); var statement = connection.prepareStatement(count)) {
            while (true) {
                try (var rows = statement.executeQuery()) {
                    rows.next();
                    if (rows.getLong(1) >= wanted) {
                        return;
                    }
                }
                if (System.nanoTime() > until) {
                    throw new IllegalStateException("not imported within ten minutes");
                }
                LockSupport.parkNanos(20_000_000);
            }
        }
    }
}
