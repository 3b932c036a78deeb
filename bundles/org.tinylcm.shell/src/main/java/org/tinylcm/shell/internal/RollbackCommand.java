package org.tinylcm.shell.internal;

import org.tinylcm.pipeline.Pipeline;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Back to a snapshot. */
@Command(name = "rollback", description = "Puts every stage back to a snapshot.")
final class RollbackCommand extends DeviceCommand {
    @Parameters(paramLabel = "ID", description = "Id of the snapshot; tlcm:snapshots lists them.")
    String id;

    @Override
    void run() {
        services.need(Pipeline.class, "pipeline").rollback(id);
        out.println(json ? Text.json(Text.map("snapshot", id)) : "Every stage is as it was in " + id + ".");
    }
}
