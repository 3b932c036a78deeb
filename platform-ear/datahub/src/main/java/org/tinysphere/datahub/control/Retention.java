package org.tinysphere.datahub.control;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.tinylcm.protocol.PackageType;
import org.tinysphere.core.control.Jndi;
import org.tinysphere.core.control.Schema;
import org.tinysphere.core.control.Settings;

/** Once an hour, on every node: what is older than the settings say goes. */
@ApplicationScoped
public class Retention {
    private static final Logger LOG = System.getLogger(Retention.class.getName());
    /** A device may ask for a receipt as long as its spool keeps the package: ten years at most, a month by default. */
    private static final int RECEIPT_DAYS = 400;
    /** As long as a device keeps what it could not send. */
    private static final int UPLOAD_DAYS = 31;
    @Inject
    private DataRemoval removal;
    @Inject
    private Settings settings;
    private final ManagedScheduledExecutorService scheduler = Jndi.find(
            "java:comp/DefaultManagedScheduledExecutorService", ManagedScheduledExecutorService.class);
    private Future<?> task;

    void start(@Observes Schema.Ready ready) {
        var seconds = settings.number("TINYSPHERE_CLEANUP_SECONDS", 3600);
        task = scheduler.scheduleWithFixedDelay(this::run, Math.min(300, seconds), seconds, TimeUnit.SECONDS);
    }

    @PreDestroy
    void stop() {
        if (task != null) {
            task.cancel(false);
        }
    }

    private void run() {
        try {
            for (var type : PackageType.values()) {
                var days = settings.number("TINYSPHERE_KEEP_" + type.name() + "_DAYS", 90);
                if (days > 0) {
                    removal.remove(null, type, ago(days), false);
                }
            }
            removal.removeStaleUploads(ago(UPLOAD_DAYS));
            removal.removeReceipts(ago(settings.number("TINYSPHERE_KEEP_RECEIPTS_DAYS", RECEIPT_DAYS)));
            TemporaryFolders.removeOlderThan(TemporaryFolders.parent(), ago(1));
        } catch (RuntimeException | IOException e) {
            LOG.log(Level.WARNING, "Old data cannot be removed: {0}", e.getMessage());
        }
    }

    private static Instant ago(int days) {
        return Instant.now().minus(Duration.ofDays(days));
    }
}
