package org.tinylcm.updater.internal;

import java.util.Map;
import org.tinylcm.protocol.update.DeploymentState;

/** What an update says while it goes on, and how it ends. */
final class Ending {
    private final UpdateDisk disk;
    private final Reporter reporter;
    private final Progress progress;

    Ending(UpdateDisk disk, Reporter reporter, Progress progress) {
        this.disk = disk;
        this.reporter = reporter;
        this.progress = progress;
    }

    void end(Journal journal, DeploymentState state, String reason) {
        end(journal, state, reason, Map.of());
    }

    void end(Journal journal, DeploymentState state, String reason, Map<String, Double> figures) {
        disk.change(known -> known.ended(new Memory.Outcome(journal.name(), journal.deployment(), state.id(),
                reason == null ? "" : reason, progress.now(), figures)));
        tell(journal, state, reason, figures);
        disk.forgetJournal();
        progress.idle();
    }

    void tell(Journal journal, DeploymentState state, String reason, Map<String, Double> figures) {
        reporter.tell(journal.name(), journal.deployment(), state, reason, figures);
    }
}
