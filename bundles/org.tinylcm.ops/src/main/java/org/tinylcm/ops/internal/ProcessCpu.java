package org.tinylcm.ops.internal;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Processor time of this process, in percent of one processor, over the time since it was last looked at. The system
 * counts in hundredths of a second: over less than a second the last figure stays, because that would be mostly rounding.
 */
final class ProcessCpu {
    private static final long LEAST_NANOS = Duration.ofSeconds(1).toNanos();
    private final Supplier<Optional<Duration>> used;
    private final LongSupplier nanoTime;
    private Duration usedBefore;
    private long nanosBefore;
    private OptionalDouble last = OptionalDouble.empty();

    ProcessCpu() {
        this(() -> ProcessHandle.current().info().totalCpuDuration(), System::nanoTime);
    }

    ProcessCpu(Supplier<Optional<Duration>> used, LongSupplier nanoTime) {
        this.used = used;
        this.nanoTime = nanoTime;
    }

    /** @return empty at first, and where the system does not say */
    OptionalDouble percent() {
        var now = nanoTime.getAsLong();
        var usedNow = used.get().orElse(null);
        if (usedNow == null || usedBefore != null && now - nanosBefore < LEAST_NANOS) {
            return last;
        }
        if (usedBefore != null) {
            last = OptionalDouble.of(100.0 * usedNow.minus(usedBefore).toNanos() / (now - nanosBefore));
        }
        usedBefore = usedNow;
        nanosBefore = now;
        return last;
    }
}
