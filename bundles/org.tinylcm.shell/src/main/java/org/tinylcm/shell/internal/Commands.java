package org.tinylcm.shell.internal;

import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

/** All commands, by name. */
final class Commands {
    static final Map<String, Supplier<DeviceCommand>> ALL = all();

    private Commands() {
    }

    private static Map<String, Supplier<DeviceCommand>> all() {
        var all = new TreeMap<String, Supplier<DeviceCommand>>();
        all.put("status", StatusCommand::new);
        all.put("stages", StagesCommand::new);
        all.put("predict", PredictCommand::new);
        all.put("drift", DriftCommand::new);
        all.put("quarantine", QuarantineCommand::new);
        all.put("adapt", AdaptCommand::new);
        all.put("label", LabelCommand::new);
        all.put("snapshots", SnapshotsCommand::new);
        all.put("rollback", RollbackCommand::new);
        all.put("pause", PauseCommand::new);
        all.put("resume", ResumeCommand::new);
        all.put("sync", SyncCommand::new);
        all.put("update", UpdateCommand::new);
        all.put("config", ConfigCommand::new);
        all.put("metrics", MetricsCommand::new);
        all.put("logs", LogsCommand::new);
        all.put("bundles", BundlesCommand::new);
        all.put("help", HelpCommand::new);
        return all;
    }
}
