package org.tinysphere.datahub.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import org.tinylcm.protocol.PackageType;
import org.tinysphere.core.control.Recurring;
import org.tinysphere.core.control.Schema;
import org.tinysphere.core.control.Settings;

/** Once an hour, on every node: what is older than the settings say goes. */
@ApplicationScoped
public class Retention {
    /** A device may ask for a receipt as long as its spool keeps the package: ten years at most, a month by default. */
    private static final int RECEIPT_DAYS = 400;
    /** As long as a device keeps what it could not send. */
    private static final int UPLOAD_DAYS = 31;
    @Inject
    private DataRemoval removal;
    @Inject
    private Settings settings;
    @Inject
    private Recurring recurring;

    void start(@Observes Schema.Ready ready) {
        var seconds = settings.number("TINYSPHERE_CLEANUP_SECONDS", 3600);
        recurring.start(Retention.class, "Old data cannot be removed", Math.min(300, seconds), seconds, this::run);
    }

    private void run() throws IOException {
        for (var type : PackageType.values()) {
            var days = settings.number("TINYSPHERE_KEEP_" + type.name() + "_DAYS", 90);
            if (days > 0) {
                removal.remove(null, type, ago(days), false);
            }
        }
        removal.removeStaleUploads(ago(UPLOAD_DAYS));
        removal.removeReceipts(ago(settings.number("TINYSPHERE_KEEP_RECEIPTS_DAYS", RECEIPT_DAYS)));
        TemporaryFolders.removeOlderThan(TemporaryFolders.parent(), ago(1));
    }

    private static Instant ago(int days) {
        return Instant.now().minus(Duration.ofDays(days));
    }
}
