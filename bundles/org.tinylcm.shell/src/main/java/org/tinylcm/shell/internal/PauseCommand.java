package org.tinylcm.shell.internal;

import org.tinylcm.pipeline.Pipeline;
import picocli.CommandLine.Command;

/** Stops taking frames. */
@Command(name = "pause", description = "Stops taking frames; tlcm:resume goes on.")
final class PauseCommand extends DeviceCommand {
    @Override
    void run() {
        services.need(Pipeline.class, "pipeline").pause();
        out.println(json ? Text.json(Text.map("paused", true)) : "Paused.");
    }
}
