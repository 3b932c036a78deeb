package org.tinysphere.simulator;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * Signed-in people who leave a page open, while a fleet lives: as the console's script does, each hears what changes and
 * reads its page again, at most each 1.5 s, or each 5 s if there were only heartbeats.
 */
final class LivePages {
    private static final int DEVICES = 50;
    private static final double DRIFT_PER_DEVICE_AND_HOUR = 30;
    private static final long GAP_NANOS = 1_500_000_000L;
    private static final long SLOW_GAP_NANOS = 5_000_000_000L;
    private static final List<String> PAGES = List.of("", "devices.xhtml", "drift.xhtml", "packages.xhtml",
            "notifications.xhtml");
    private final ScratchPlatform platform;
    private final Path folder;
    private final AtomicLong failures = new AtomicLong();
    private final AtomicLong heard = new AtomicLong();
    private final List<Long> micros = Collections.synchronizedList(new ArrayList<>());
    private volatile boolean over;

    LivePages(ScratchPlatform platform, Path folder) {
        this.platform = platform;
        this.folder = folder;
    }

    /**
     * @param heard messages of the server
     * @param residentMegabytes resident memory of the server after each fifth of the time
     * @param liveMegabytes what its heap held then that was still in use, after a full collection
     */
    record Result(int people, long heard, long pages, long failures, double p50Millis, double p95Millis,
            List<Long> residentMegabytes, List<Double> liveMegabytes) {
    }

    Result run(int people, int seconds) throws IOException, InterruptedException, ExecutionException {
        var pictures = List.of(new SimulatedDevice.Picture("noise", "image.jpg", Noise.jpeg(3, 20_000)));
        var readers = Executors.newFixedThreadPool(people);
        try (var fleet = new Fleet(DEVICES, platform.root().toString(), platform.enrollmentToken(DEVICES),
                Duration.ofSeconds(5), folder, pictures, Duration.ofSeconds(5))) {
            fleet.start(Duration.ofSeconds(5));
            fleet.drift(DRIFT_PER_DEVICE_AND_HOUR);
            for (var i = 0; i < people; i++) {
                var cookie = platform.adminCookie();
                var page = PAGES.get(i % PAGES.size());
                readers.submit(() -> read(cookie, page));
            }
            var resident = new ArrayList<Long>();
            var live = new ArrayList<Double>();
            for (var fifth = 0; fifth < 5; fifth++) {
                pause(seconds / 5);
                resident.add(Math.round(Processes.residentMegabytes(platform.serverPid())));
                live.add(Processes.liveMegabytes(platform.serverPid()));
            }
            over = true;
            var sorted = micros.stream().mapToLong(Long::longValue).sorted().toArray();
            return new Result(people, heard.get(), sorted.length, failures.get(), sorted[sorted.length / 2] / 1000.0,
                    sorted[sorted.length * 95 / 100] / 1000.0, resident, live);
        } finally {
            over = true;
            readers.shutdownNow();
            readers.awaitTermination(20, TimeUnit.SECONDS);
        }
    }

    private static void pause(long seconds) {
        var end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        while (System.nanoTime() < end) {
            LockSupport.parkNanos(end - System.nanoTime());
        }
    }

    private void read(String cookie, String page) {
        var client = HttpClient.newHttpClient();
        var last = 0L;
        try (var lines = client.send(request("api/v1/live", cookie), HttpResponse.BodyHandlers.ofLines()).body()) {
            for (var line : (Iterable<String>) lines::iterator) {
                if (over) {
                    return;
                }
                if (!line.startsWith("data:") || line.strip().equals("data:")) {
                    continue;
                }
                heard.incrementAndGet();
                var gap = line.strip().equals("data: heartbeat") ? SLOW_GAP_NANOS : GAP_NANOS;
                if (System.nanoTime() - last >= gap) {
                    last = System.nanoTime();
                    var status = client.send(request(page, cookie), HttpResponse.BodyHandlers.discarding()).statusCode();
                    micros.add((System.nanoTime() - last) / 1000);
                    failures.addAndGet(status == 200 ? 0 : 1);
                }
            }
            failures.addAndGet(over ? 0 : 1);
        } catch (IOException | RuntimeException e) {
            failures.addAndGet(over ? 0 : 1);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private HttpRequest request(String path, String cookie) {
        return HttpRequest.newBuilder(URI.create(platform.root() + path)).header("Cookie", cookie).build();
    }
}
