package org.tinysphere.simulator;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import org.tinylcm.sync.client.Http;
import org.tinylcm.sync.client.SyncRuntime;
import org.tinylcm.sync.client.SyncSettings;

/** Devices that share threads and connections. */
public final class Fleet implements AutoCloseable {
    private static final int CALLING_THREADS = 32;
    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private final Traffic traffic = new Traffic();
    private final SplittableRandom random = new SplittableRandom(1);
    private final ScheduledExecutorService control = Executors.newScheduledThreadPool(CALLING_THREADS,
            daemon("calls"));
    private final ScheduledExecutorService upload = Executors.newScheduledThreadPool(8, daemon("uploads"));
    private final ExecutorService answers = Executors.newFixedThreadPool(4, daemon("answers"));
    private final List<SimulatedDevice> devices = new ArrayList<>();

    /**
     * @param heartbeat between two heartbeats of a device; the platform may want another
     * @param pictures of the drift events
     * @param longestPause of a device after failures
     */
    public Fleet(int size, String url, String token, Duration heartbeat, Path folder,
            List<SimulatedDevice.Picture> pictures, Duration longestPause) {
        var settings = new SyncSettings(url, true, token, heartbeat, TIMEOUT, 0, "", 0);
        var runtime = new SyncRuntime(control, upload, Http.create(answers, null).watched(traffic), Clock.systemUTC(),
                System::nanoTime, random.split(), longestPause);
        for (var i = 1; i <= size; i++) {
            devices.add(new SimulatedDevice(i, settings, runtime, folder.resolve("device-" + i), pictures));
        }
    }

    /** @param spread the devices begin at random moments within it */
    public void start(Duration spread) {
        devices.forEach(device -> device.start(spread));
    }

    /** Makes each device drift so often on average, at random moments. */
    public void drift(double perDeviceAndHour) {
        if (perDeviceAndHour > 0) {
            next(perDeviceAndHour * devices.size() / 3600);
        }
    }

    private void next(double perSecond) {
        var millis = (long) (-Math.log(1 - random.nextDouble()) / perSecond * 1000);
        upload.schedule(() -> {
            devices.get(random.nextInt(devices.size())).drift();
            next(perSecond);
        }, millis, TimeUnit.MILLISECONDS);
    }

    Traffic traffic() {
        return traffic;
    }

    public List<SimulatedDevice> devices() {
        return devices;
    }

    public long registered() {
        return devices.stream().filter(SimulatedDevice::registered).count();
    }

    public long waiting() {
        return devices.stream().mapToLong(SimulatedDevice::waiting).sum();
    }

    /** Sum of a count of the devices' clients over all whose name begins so. */
    long count(String prefix) {
        return devices.stream().flatMap(device -> device.counts().entrySet().stream())
                .filter(entry -> entry.getKey().startsWith(prefix)).mapToLong(Map.Entry::getValue).sum();
    }

    @Override
    public void close() {
        devices.forEach(SimulatedDevice::close);
        List.of(control, upload, answers).forEach(ExecutorService::shutdownNow);
    }

    private static ThreadFactory daemon(String name) {
        return task -> {
            var thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        };
    }
}
