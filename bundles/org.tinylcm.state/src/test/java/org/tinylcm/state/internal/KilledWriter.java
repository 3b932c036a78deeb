package org.tinylcm.state.internal;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.tinylcm.durable.FileOps;

/** A process of its own that saves without end, and says after each time what is on disk. */
final class KilledWriter {

    private KilledWriter() {
    }

    public static void main(String[] arguments) throws IOException {
        // Started ahead of time, it waits until its turn comes.
        if (System.in.read() < 0) {
            return;
        }
        var manager = new FileStateManager(FileOps.disk(), Path.of(arguments[0]), 3, Clock.systemUTC(), List.of());
        var states = manager.latest("pack");
        var generation = states.isEmpty() ? 0 : States.generation(states);
        while (true) {
            generation++;
            manager.save("pack", States.generation(generation, 2000));
            System.out.println(generation);
            System.out.flush();
            manager.snapshot("pack", "generation " + generation, States.generation(generation, 2000));
        }
    }
}
