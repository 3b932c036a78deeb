package org.tinysphere.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tinysphere.simulator.KillLoss;
import org.tinysphere.simulator.ScratchPlatform;

/** A short run of {@code ./tiny platform bench kill}. */
class KillLossIT {
    @TempDir
    private Path folder;

    @Test
    void whatWasAnsweredMoreThanFiveSecondsBeforeAKillIsInTheDatabase() throws Exception {
        assumeFalse(FullServer.wanted(), "the start program's server is killed here");
        try (var platform = new ScratchPlatform(Path.of(System.getProperty("tinysphere.home")), folder,
                List.of("-Xmx400m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"), Map.of())) {
            var result = new KillLoss(platform).run(1, 100, 50, 7);

            assertThat(result.accepted()).as(result.toString()).isGreaterThan(200);
            assertThat(result.oldestLostSeconds()).as(result.toString()).isLessThan(5);
            assertThat(result.oldestUnseenSeconds()).as(result.toString()).isLessThan(5);
        }
    }
}
