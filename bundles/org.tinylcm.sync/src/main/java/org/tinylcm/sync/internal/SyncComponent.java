package org.tinylcm.sync.internal;

import static java.lang.System.Logger.Level.DEBUG;
import static java.lang.System.Logger.Level.ERROR;
import static java.lang.System.Logger.Level.WARNING;

import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.metatype.annotations.Designate;
import org.tinylcm.drift.DriftEvent;
import org.tinylcm.durable.FileOps;
import org.tinylcm.pipeline.FrameResult;
import org.tinylcm.pipeline.PipelineListener;
import org.tinylcm.protocol.PackageType;
import org.tinylcm.sync.SpooledPackage;
import org.tinylcm.sync.SyncService;
import org.tinylcm.sync.SyncStatus;
import org.tinylcm.sync.client.Counters;
import org.tinylcm.sync.client.Http;
import org.tinylcm.sync.client.Outbox;
import org.tinylcm.sync.client.PackageWriter;
import org.tinylcm.sync.client.Spool;
import org.tinylcm.sync.client.SyncClient;
import org.tinylcm.sync.client.SyncRuntime;
import org.tinylcm.sync.client.SyncSettings;
import org.tinylcm.update.UpdateTransport;

/**
 * The device's connection to a platform. Three threads of its own, none of which a frame waits for: one packs, one
 * makes the small calls, one uploads. Without a configuration with an address there is no such component.
 */
@Component(service = {SyncService.class, PipelineListener.class}, immediate = true,
        configurationPid = SyncComponent.PID, configurationPolicy = ConfigurationPolicy.REQUIRE,
        property = PipelineListener.OVERFLOW + "=" + PipelineListener.DROP)
@Designate(ocd = SyncConfig.class)
public final class SyncComponent implements SyncService, PipelineListener {
    static final String PID = "org.tinylcm.sync";
    private static final System.Logger logger = System.getLogger(SyncComponent.class.getName());
    private static final int MOST_WAITING = 32;
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(10);
    private static final Duration LONGEST_STOP = Duration.ofSeconds(10);
    private static final Duration LOCATION_PATIENCE = Duration.ofSeconds(15);
    private final Device device;
    private final Clock clock = Clock.systemDefaultZone();
    private final Counters counters = new Counters();
    private final Semaphore room = new Semaphore(MOST_WAITING);
    private final ScheduledExecutorService packing;
    private final ScheduledExecutorService control;
    private final ScheduledExecutorService upload;
    private final ExecutorService answers;
    private final Outbox outbox;
    private final Collector collector;
    private final PredictionBatch predictions;
    private final SyncClient client;
    private ServiceRegistration<UpdateTransport> updates;

    @Activate
    public SyncComponent(BundleContext context, SyncConfig config) {
        this(Device.of(context), config, context.getBundle().getVersion().toString());
        updates = context.registerService(UpdateTransport.class, client.updates(), null);
    }

    SyncComponent(Device device, SyncConfig config, String version) {
        this.device = device;
        packing = single("tinylcm-packing");
        control = single("tinylcm-sync");
        upload = single("tinylcm-upload");
        answers = answers();
        try {
            var ops = FileOps.disk();
            var http = Http.create(answers, config.ca_file().isBlank() ? null : Path.of(config.ca_file()));
            var whereabouts = whereabouts(config, http, ops);
            var spool = new Spool(ops, device.data("spool"), new Spool.Limits(config.spool_max_mb() * 1_000_000L,
                    config.spool_max_age_hours() * 3600L, config.spool_max_package_mb() * 1_000_000L),
                    System::nanoTime, counters);
            var side = new RealDevice(device, config, new Facts(device, config.name(), Path.of("/"), version),
                    whereabouts, spool, counters, clock, this::again);
            client = new SyncClient(settings(config), new SyncRuntime(control, upload, http, clock, System::nanoTime,
                    new SplittableRandom(), LONGEST_PAUSE), ops, device.data("sync"), spool, side,
                    counters);
            outbox = new Outbox(spool, new PackageWriter(version, client::compression), client::deviceId,
                    device::modelId, client::spooled);
            collector = new Collector(device, outbox, spool, ops, List.of(config.logs()),
                    config.logs_max_package_kb() * 1000L, clock);
            predictions = config.prediction_images() ? new PredictionBatch(config.prediction_images_batch(),
                    config.prediction_images_min_confidence(),
                    Duration.ofSeconds(config.prediction_images_interval_seconds()), clock) : null;
            start(config, whereabouts);
        } catch (RuntimeException e) {
            stopThreads();
            throw e;
        }
    }

    @Deactivate
    void close() {
        if (updates != null) {
            updates.unregister();
        }
        client.close();
        stopThreads();
    }

    @Override
    public SyncStatus status() {
        return client.status();
    }

    @Override
    public List<SpooledPackage> waiting() {
        return client.waiting();
    }

    @Override
    public void now() {
        pack(collector::everything);
        client.now();
    }

    @Override
    public void onDrift(DriftEvent event, FrameResult result) {
        enqueue(PackageType.DRIFT_EVENT, () -> outbox.put(PackageType.DRIFT_EVENT, event.at(),
                DriftPackage.of(event, result)));
    }

    @Override
    public void onFrame(FrameResult result) {
        if (predictions != null) {
            var full = predictions.add(result);
            if (!full.isEmpty()) {
                enqueue(PackageType.PREDICTION_IMAGES, () -> outbox.put(PackageType.PREDICTION_IMAGES,
                        clock.instant(), PredictionBatch.members(full)));
            }
        }
    }

    private void start(SyncConfig config, Whereabouts whereabouts) {
        packing.scheduleWithFixedDelay(guarded(collector::urgent), 5, Math.min(30, config.collect_seconds()),
                TimeUnit.SECONDS);
        packing.scheduleWithFixedDelay(guarded(collector::everything), config.collect_seconds(),
                config.collect_seconds(), TimeUnit.SECONDS);
        if (whereabouts == null) {
            client.start(Duration.ofSeconds(1));
        } else {
            control.execute(guarded(() -> {
                whereabouts.refresh();
                client.start(Duration.ofSeconds(1));
            }));
            packing.scheduleWithFixedDelay(guarded(whereabouts::refresh), config.geolocation_seconds(),
                    config.geolocation_seconds(), TimeUnit.SECONDS);
        }
    }

    private Whereabouts whereabouts(SyncConfig config, Http http, FileOps ops) {
        var method = config.geolocation();
        Locator locator = switch (method) {
            case "fixed" -> FixedLocator.parse(config.geolocation_position(), clock);
            case "gpsd" -> new GpsdLocator(config.geolocation_gpsd_port(), LOCATION_PATIENCE, clock);
            case "http" -> new HttpLocator(http, URI.create(config.geolocation_url()), LOCATION_PATIENCE, clock);
            default -> null;
        };
        return locator == null ? null
                : new Whereabouts(method, locator, ops, device.data("sync").resolve("location.json"));
    }

    private static SyncSettings settings(SyncConfig config) {
        return new SyncSettings(config.url(), config.allow_plain_http(), config.enrollment_token(),
                Duration.ofSeconds(config.heartbeat_seconds()), Duration.ofSeconds(config.timeout_seconds()),
                config.max_kb_per_second() * 1000L, config.hours(), config.min_battery_percent());
    }

    /**
     * Holds no more than a few frames. This is the pipeline's thread for this listener, not that of the frames: an
     * event waits for room there, as the next ones do in the pipeline's queue for it. A picture is given up.
     */
    private void enqueue(PackageType type, Runnable work) {
        try {
            var event = type == PackageType.DRIFT_EVENT;
            if (event ? !room.tryAcquire(LONGEST_STOP.toSeconds(), TimeUnit.SECONDS)
                    : room.availablePermits() <= MOST_WAITING / 2 || !room.tryAcquire()) {
                lost(type, "too many are waiting to be packed");
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            lost(type, "the device stops");
            return;
        }
        try {
            packing.execute(() -> {
                try {
                    work.run();
                } catch (RuntimeException e) {
                    lost(type, e.getMessage());
                } finally {
                    room.release();
                }
            });
        } catch (RejectedExecutionException e) {
            room.release();
        }
    }

    private void lost(PackageType type, String why) {
        counters.add("packages.lost." + type.id());
        logger.log(type == PackageType.DRIFT_EVENT ? WARNING : DEBUG, "A package ({0}) could not be kept: {1}",
                type.id(), why);
    }

    private void again(List<String> types) {
        pack(() -> collector.again(types));
    }

    private void pack(Runnable work) {
        try {
            packing.execute(guarded(work));
        } catch (RejectedExecutionException e) {
            // The bundle is being stopped; the next start packs.
            return;
        }
    }

    private static Runnable guarded(Runnable work) {
        return () -> {
            try {
                work.run();
            } catch (RuntimeException e) {
                logger.log(ERROR, "The synchronisation has a fault", e);
            }
        };
    }

    /**
     * Lets what has begun come to its end, because the next instance finds the same files; no thread is interrupted,
     * because that would close a file that it writes. (Who stops it may be on the way of a change by this very bundle.)
     */
    private void stopThreads() {
        var threads = List.of(packing, control, upload);
        threads.forEach(ExecutorService::shutdown);
        var until = System.nanoTime() + LONGEST_STOP.toNanos();
        try {
            for (var thread : threads) {
                if (!thread.awaitTermination(until - System.nanoTime(), TimeUnit.NANOSECONDS)) {
                    logger.log(WARNING, "The synchronisation still has something to end");
                    break;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            answers.shutdown();
        }
    }

    private static ScheduledExecutorService single(String name) {
        var executor = new ScheduledThreadPoolExecutor(1, named(name));
        executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        return executor;
    }

    /** Two threads at most, and none while nothing is said. */
    private static ExecutorService answers() {
        var pool = new ThreadPoolExecutor(2, 2, 5, TimeUnit.SECONDS, new LinkedBlockingQueue<>(),
                named("tinylcm-answers"));
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }

    private static ThreadFactory named(String name) {
        return task -> {
            var thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        };
    }
}
