package org.tinylcm.updater.internal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.metatype.annotations.Designate;
import org.tinylcm.ops.Audit;
import org.tinylcm.ops.DataFolder;
import org.tinylcm.pipeline.PipelineListener;
import org.tinylcm.protocol.update.DeploymentState;
import org.tinylcm.release.RefusedException;
import org.tinylcm.release.UpdateFile;
import org.tinylcm.release.set.BootRecord;
import org.tinylcm.update.BundleInfo;
import org.tinylcm.update.UpdatePlan;
import org.tinylcm.update.UpdateService;
import org.tinylcm.update.UpdateStatus;
import org.tinylcm.update.UpdateTransport;

/**
 * The hot update. All that changes something runs on one thread, one update at a time; what was interrupted goes on with
 * the next start.
 */
@Component(service = UpdateService.class, configurationPid = "org.tinylcm.updater", immediate = true)
@Designate(ocd = UpdaterConfig.class)
public final class UpdaterComponent implements UpdateService {
    /** Framework property, set by the launcher: folder with the bundles of the distribution. */
    static final String BUNDLES = "tinylcm.bundles";
    private static final System.Logger logger = System.getLogger(UpdaterComponent.class.getName());
    private static final long FIRST_RETRY_SECONDS = 5;
    private static final long LONGEST_RETRY_SECONDS = 600;
    private static final long STOP_SECONDS = 30;

    private final Device device;
    private final UpdateDisk disk;
    private final Inventory inventory;
    private final Intake intake;
    private final Updater updater;
    private final PlatformDesk desk;
    private final Progress progress;
    private final ScheduledThreadPoolExecutor thread;
    private final ServiceRegistration<PipelineListener> listener;
    private final AtomicBoolean asked = new AtomicBoolean();
    private final int checkSeconds;
    private volatile UpdateTransport transport;
    private long retrySeconds = FIRST_RETRY_SECONDS;
    private long askSeconds = FIRST_RETRY_SECONDS;

    @Activate
    public UpdaterComponent(BundleContext context, UpdaterConfig config) {
        var clock = Clock.systemUTC();
        device = new Device(context);
        disk = new UpdateDisk(DataFolder.of(context, "update"));
        progress = new Progress(clock);
        inventory = new Inventory(device, disk, bundles(context), clock);
        intake = new Intake(disk, ring(context, config), List.of(config.device_classes()), clock);
        var reporter = new Reporter(disk, clock, () -> device.find(Audit.class));
        var frames = new FrameWatch();
        var points = new Points(context.getProperty(Points.KILL));
        var trial = new Trial(device, new Components(context), frames, new Trial.Settings(config.work_seconds(),
                config.observe_frames(), config.observe_seconds(), new SelfTest.Limits(config.accuracy_drop(),
                        config.latency_rise(), config.latency_floor_ms())));
        updater = new Updater(device, disk, inventory, intake, new Swap(context, new Steps(config.step_seconds()),
                points), trial, reporter, points, progress, config.block_bytes());
        desk = new PlatformDesk(disk, intake, reporter, inventory, progress);
        Dictionary<String, Object> properties = new Hashtable<>();
        properties.put("component.name", UpdaterComponent.class.getName());
        listener = context.registerService(PipelineListener.class, frames, properties);
        thread = new ScheduledThreadPoolExecutor(1, task -> {
            var worker = new Thread(task, "tinylcm-update");
            worker.setDaemon(true);
            return worker;
        });
        checkSeconds = config.check_seconds();
        thread.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        thread.execute(this::work);
        thread.scheduleWithFixedDelay(this::ask, checkSeconds, checkSeconds, TimeUnit.SECONDS);
    }

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void bindTransport(UpdateTransport platform) {
        transport = platform;
        check();
    }

    void unbindTransport(UpdateTransport platform) {
        if (transport == platform) {
            transport = null;
        }
    }

    private static Path bundles(BundleContext context) {
        var folder = context.getProperty(BUNDLES);
        if (folder == null) {
            throw new IllegalStateException("the framework property " + BUNDLES + " is missing");
        }
        return Path.of(folder);
    }

    private static Path ring(BundleContext context, UpdaterConfig config) {
        var etc = context.getProperty("tinylcm.etc");
        return config.key_ring().isEmpty() ? Path.of(etc == null ? "etc" : etc).resolve("update-keys.json")
                : Path.of(config.key_ring());
    }

    @Deactivate
    void stop() throws InterruptedException {
        listener.unregister();
        thread.shutdownNow();
        if (!thread.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS)) {
            logger.log(Level.WARNING, "The update still has something to end");
        }
    }

    // ---- on the thread of updates

    /** Goes on with what is under way, if anything is. */
    private void work() {
        try {
            updater.run(transport);
            retrySeconds = FIRST_RETRY_SECONDS;
            desk.report(transport);
        } catch (IOException e) {
            logger.log(Level.INFO, "The update goes on in {0} s: {1}", retrySeconds, e.getMessage());
            progress.detail("waits for the platform: " + e.getMessage());
            later(this::work, retrySeconds);
            retrySeconds = Math.min(LONGEST_RETRY_SECONDS, 2 * retrySeconds);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            logger.log(Level.ERROR, "The update has a fault", e);
            progress.idle();
        }
    }

    /** Asks the platform, unless something is under way already. */
    private void ask() {
        asked.set(false);
        var platform = transport;
        if (platform == null || busy()) {
            return;
        }
        try {
            var something = desk.ask(platform, this::claim);
            askSeconds = FIRST_RETRY_SECONDS;
            if (something) {
                work();
            }
        } catch (IOException e) {
            logger.log(Level.DEBUG, "The platform cannot be asked: {0}", e.getMessage());
            if (askSeconds < checkSeconds) {
                later(this::ask, askSeconds);
                askSeconds *= 2;
            }
        } catch (RefusedException e) {
            logger.log(Level.WARNING, "The platform''s answer is refused: {0}", e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            logger.log(Level.ERROR, "The update has a fault", e);
        }
    }

    /** @return false if another update is under way */
    private synchronized boolean claim(Journal journal) {
        if (busy()) {
            return false;
        }
        disk.journal(journal);
        progress.phase(DeploymentState.ACCEPTED, journal.name());
        return true;
    }

    private boolean busy() {
        return disk.journal().isPresent() || disk.boot().state() != BootRecord.State.CONFIRMED;
    }

    private void later(Runnable task, long seconds) {
        try {
            thread.schedule(task, seconds, TimeUnit.SECONDS);
        } catch (RejectedExecutionException e) {
            logger.log(Level.DEBUG, "The device stops; the next start goes on");
        }
    }

    // ---- what a person may ask

    @Override
    public UpdateStatus status() {
        // First: who sees that nothing is under way must see how the last update ended.
        var phase = progress.phase();
        var detail = progress.detail();
        var boot = disk.boot();
        var set = disk.set(boot.active());
        var last = disk.memory().last();
        return new UpdateStatus(phase, detail, set.map(s -> s.release()).orElse(""),
                set.map(s -> s.number()).orElse(0L), set.map(s -> s.deployment()).orElse(0L),
                last == null ? "" : last.release(), last == null ? "" : last.state(),
                last == null ? "" : last.reason(), last == null ? null : last.at(),
                last == null ? Map.of() : last.figures(),
                boot.state() == BootRecord.State.CONFIRMED && boot.previous() != boot.active());
    }

    @Override
    public List<BundleInfo> bundles() {
        return inventory.bundles();
    }

    @Override
    public UpdatePlan plan(Path file) {
        try (var update = UpdateFile.open(file)) {
            intake.learn(update.keys());
            var release = intake.check(update.release(), deviceId()).release();
            var plan = updater.plan(release);
            return new UpdatePlan(release.name(), release.number(), plan.changes(), updater.missing(release),
                    plan.restart());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file + ": " + e.getMessage(), e);
        }
    }

    @Override
    public void begin(Path file) {
        try (var update = UpdateFile.open(file)) {
            intake.learn(update.keys());
            var release = intake.check(update.release(), deviceId()).release();
            if (!claim(new Journal(Journal.VERSION, update.release(), release.name(), 0, true,
                    file.toAbsolutePath().toString(), 0, null, null, progress.now()))) {
                throw new IllegalStateException("another update is under way: " + progress.phase() + ", "
                        + progress.detail());
            }
            thread.execute(this::work);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file + ": " + e.getMessage(), e);
        }
    }

    @Override
    public void rollback(long deployment) {
        var boot = disk.boot();
        if (busy()) {
            throw new IllegalStateException("an update is under way");
        }
        if (boot.previous() == boot.active() || boot.active() == 0) {
            throw new NotPossible("there is no set before this one to go back to");
        }
        var set = disk.set(boot.active()).orElseThrow();
        if (deployment != 0 && set.deployment() != deployment) {
            throw new NotPossible("deployment " + deployment + " is not the last one");
        }
        progress.phase(DeploymentState.SWAPPING, "going back from " + set.release());
        thread.execute(() -> {
            try {
                updater.rollback();
                progress.idle();
                desk.report(transport);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (RuntimeException e) {
                logger.log(Level.ERROR, "The way back has a fault", e);
            }
        });
    }

    @Override
    public void check() {
        if (asked.compareAndSet(false, true)) {
            later(this::ask, 0);
        }
    }

    private String deviceId() {
        var platform = transport;
        return platform == null ? "" : platform.deviceId();
    }
}
