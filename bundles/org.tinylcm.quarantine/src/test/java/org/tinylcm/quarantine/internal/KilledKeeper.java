package org.tinylcm.quarantine.internal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.tinylcm.durable.FileOps;
import org.tinylcm.quarantine.QuarantinedSample.Status;

/** A process of its own that puts samples aside without end, and says after each mark what is on disk. */
final class KilledKeeper {

    private KilledKeeper() {
    }

    public static void main(String[] arguments) throws IOException {
        // Started ahead of time, it waits until its turn comes.
        if (System.in.read() < 0) {
            return;
        }
        var quarantine = new PersistentQuarantine(FileOps.disk(), Path.of(arguments[0]), 50, TimeUnit.HOURS.toMillis(1),
                100, System::nanoTime);
        var number = quarantine.counters().get("offered");
        while (true) {
            quarantine.offer(Samples.sample(number, 256));
            quarantine.mark(List.of("s" + number), Status.ADAPTED, "x");
            System.out.println(number++);
            System.out.flush();
        }
    }
}
