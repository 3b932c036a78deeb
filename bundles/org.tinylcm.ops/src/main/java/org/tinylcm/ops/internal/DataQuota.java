package org.tinylcm.ops.internal;

import static java.lang.System.Logger.Level.INFO;
import static java.lang.System.Logger.Level.WARNING;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.tinylcm.ops.DataFolder;

/**
 * Keeps the data folder within its size: the oldest pictures go first, then frame logs that were set aside, then other
 * logs that were. State, quarantine, spool, configuration and the audit trail are never touched. If that is not enough,
 * pictures and the frame log pause until there is room again.
 */
@Component(service = DataQuota.class, immediate = true, configurationPid = "org.tinylcm.ops.quota")
@Designate(ocd = DataQuota.Config.class)
public final class DataQuota {
    private static final System.Logger logger = System.getLogger(DataQuota.class.getName());
    private final Path data;
    private final long mostBytes;
    private final ScheduledExecutorService scheduler;
    private final AtomicLong refused = new AtomicLong();
    private final AtomicLong deleted = new AtomicLong();
    private final AtomicLong addedSinceCheck = new AtomicLong();
    private volatile long used;
    private volatile boolean full;

    @ObjectClassDefinition(name = "Size of the data folder")
    @interface Config {
        @AttributeDefinition(description = "Most bytes in the data folder, MB", min = "10", max = "1000000")
        int max_mb() default 500;

        @AttributeDefinition(description = "Time between two checks, seconds", min = "1", max = "3600")
        int check_seconds() default 60;
    }

    @Activate
    public DataQuota(BundleContext context, Config config) {
        this(DataFolder.of(context, ""), config.max_mb() * 1_000_000L);
        scheduler.scheduleWithFixedDelay(this::check, 5, config.check_seconds(), TimeUnit.SECONDS);
    }

    DataQuota(Path data, long mostBytes) {
        this.data = data;
        this.mostBytes = mostBytes;
        scheduler = Executors.newSingleThreadScheduledExecutor(task -> {
            var thread = new Thread(task, "tinylcm-quota");
            thread.setDaemon(true);
            return thread;
        });
    }

    @Deactivate
    void close() {
        scheduler.shutdownNow();
    }

    /** Asked by those whose files may be missing: false while the folder is full. A no is counted. */
    boolean mayWrite() {
        if (full) {
            refused.incrementAndGet();
        }
        return !full;
    }

    /** Told about pictures; when many have come, there is a check before its time. */
    void wrote(long bytes) {
        var added = addedSinceCheck.addAndGet(bytes);
        if (used + added > mostBytes && addedSinceCheck.compareAndSet(added, 0) && !scheduler.isShutdown()) {
            scheduler.execute(this::check);
        }
    }

    long usedBytes() {
        return used;
    }

    long mostBytes() {
        return mostBytes;
    }

    long refused() {
        return refused.get();
    }

    long deleted() {
        return deleted.get();
    }

    void check() {
        try {
            addedSinceCheck.set(0);
            var files = DataFiles.in(data);
            var bytes = files.bytes();
            for (var victim : files.disposable()) {
                if (bytes <= mostBytes) {
                    break;
                }
                if (victim.delete()) {
                    bytes -= victim.bytes();
                    deleted.incrementAndGet();
                }
            }
            used = bytes;
            became(bytes > mostBytes);
        } catch (IOException | RuntimeException e) {
            logger.log(WARNING, "The size of the data folder {0} cannot be checked: {1}", data, e.toString());
        }
    }

    private void became(boolean nowFull) {
        if (nowFull && !full) {
            logger.log(WARNING, "The data folder {0} is full ({1} of {2} bytes) and nothing more may be deleted:"
                    + " no pictures and frame logs until there is room", data, Long.toString(used),
                    Long.toString(mostBytes));
        } else if (!nowFull && full) {
            logger.log(INFO, "The data folder {0} has room again", data);
        }
        full = nowFull;
    }
}
