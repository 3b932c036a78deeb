package org.tinylcm.ops.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ProcessCpuTest {
    private long nanos;
    private Duration used = Duration.ZERO;
    private final ProcessCpu cpu = new ProcessCpu(() -> Optional.ofNullable(used), () -> nanos);

    @Test
    void saysTheShareSinceItWasLastLookedAt() {
        assertThat(cpu.percent()).isEmpty();
        pass(2000, 500);
        assertThat(cpu.percent()).hasValue(25);
        pass(1000, 2000);
        assertThat(cpu.percent()).hasValue(200);
    }

    @Test
    void twoLooksInAMomentGiveTheSameFigure() {
        cpu.percent();
        pass(2000, 500);
        cpu.percent();
        // One tick of the system's clock within a millisecond: not a thousand per cent.
        pass(1, 10);
        assertThat(cpu.percent()).hasValue(25);
        pass(1999, 190);
        assertThat(cpu.percent()).hasValue(10);
    }

    @Test
    void aSystemThatDoesNotSayGivesNothing() {
        used = null;
        assertThat(cpu.percent()).isEmpty();
        pass(2000, 0);
        assertThat(cpu.percent()).isEmpty();
    }

    private void pass(long millis, long busyMillis) {
        nanos += millis * 1_000_000;
        used = used == null ? null : used.plusMillis(busyMillis);
    }
}
