package org.tinylcm.ops.internal;

import static java.lang.System.Logger.Level.WARNING;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.tinylcm.ops.DataFolder;
import org.tinylcm.ops.Metrics;
import org.tinylcm.protocol.Json;
import org.tinylcm.protocol.SystemMetricsDoc;

/** Writes the device's figures to {@code logs/metrics.jsonl} from time to time. */
@Component(service = MetricsLog.class, immediate = true, configurationPid = "org.tinylcm.ops.metrics")
@Designate(ocd = MetricsLog.Config.class)
public final class MetricsLog {
    private static final System.Logger logger = System.getLogger(MetricsLog.class.getName());
    private final Metrics metrics;
    private final RotatingFile file;
    private final Clock clock;
    private final ScheduledExecutorService scheduler;
    private boolean broken;

    @ObjectClassDefinition(name = "Metrics log")
    @interface Config {
        @AttributeDefinition(description = "Time between two lines, seconds; 0 switches the log off", min = "0",
                max = "86400")
        int interval_seconds() default 60;

        @AttributeDefinition(description = "Size at which a file is set aside, MB", min = "1", max = "100")
        int max_file_mb() default 4;

        @AttributeDefinition(description = "Files that are kept", min = "2", max = "1000")
        int files() default 5;
    }

    @Activate
    public MetricsLog(BundleContext context, Config config, @Reference Metrics metrics) {
        this(DataFolder.of(context, "logs"), metrics, config.max_file_mb() * 1_000_000L, config.files(),
                Clock.systemUTC());
        if (config.interval_seconds() > 0) {
            scheduler.scheduleWithFixedDelay(this::write, config.interval_seconds(), config.interval_seconds(),
                    TimeUnit.SECONDS);
        }
    }

    MetricsLog(Path logs, Metrics metrics, long mostBytes, int files, Clock clock) {
        this.metrics = metrics;
        this.clock = clock;
        file = new RotatingFile(logs, "metrics", "jsonl", mostBytes, files);
        scheduler = Executors.newSingleThreadScheduledExecutor(task -> {
            var thread = new Thread(task, "tinylcm-metrics");
            thread.setDaemon(true);
            return thread;
        });
    }

    @Deactivate
    synchronized void close() throws IOException {
        scheduler.shutdownNow();
        file.close();
    }

    synchronized void write() {
        try {
            var line = Json.write(new SystemMetricsDoc(SystemMetricsDoc.VERSION, clock.instant(), metrics.snapshot()));
            file.append(line.getBytes(StandardCharsets.UTF_8));
            broken = false;
        } catch (IOException | RuntimeException e) {
            // A task that throws is never run again by its scheduler.
            if (!broken) {
                logger.log(WARNING, "The metrics log cannot be written: {0}", e.toString());
            }
            broken = true;
        }
    }
}
