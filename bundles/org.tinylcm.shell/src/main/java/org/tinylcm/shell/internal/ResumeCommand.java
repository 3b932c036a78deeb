package org.tinylcm.shell.internal;

import org.tinylcm.pipeline.Pipeline;
import picocli.CommandLine.Command;

/** Goes on taking frames. */
@Command(name = "resume", description = "Goes on taking frames after tlcm:pause.")
final class ResumeCommand extends DeviceCommand {
    @Override
    void run() {
        services.need(Pipeline.class, "pipeline").resume();
        out.println(json ? Text.json(Text.map("paused", false)) : "Frames flow again.");
    }
}
