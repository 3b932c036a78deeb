package org.tinylcm.ops.internal;

import java.time.Duration;
import java.util.OptionalDouble;

/** Processor time of this process since the last call, in percent of one processor. */
final class ProcessCpu {
    private Duration usedBefore;
    private long nanosBefore;

    OptionalDouble percent() {
        var used = ProcessHandle.current().info().totalCpuDuration();
        if (used.isEmpty()) {
            return OptionalDouble.empty();
        }
        var nanos = System.nanoTime();
        var result = usedBefore == null || nanos <= nanosBefore ? OptionalDouble.empty()
                : OptionalDouble.of(100.0 * used.get().minus(usedBefore).toNanos() / (nanos - nanosBefore));
        usedBefore = used.get();
        nanosBefore = nanos;
        return result;
    }
}
