package org.tinysphere.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tinysphere.simulator.Chaos;
import org.tinysphere.simulator.ScratchPlatform;

/** A short run of {@code ./tiny platform bench chaos}, on a platform of its own because that is killed. */
class ChaosIT {
    @TempDir
    private Path folder;

    @Test
    void everyEventIsThereOnceWhateverIsCutOrKilled() throws Exception {
        assumeFalse(FullServer.wanted(), "the start program's server is killed here");
        try (var platform = new ScratchPlatform(Path.of(System.getProperty("tinysphere.home")), folder,
                List.of("-Xmx400m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"),
                Map.of("TINYSPHERE_WORK_LEASE_SECONDS", "2"))) {
            var result = new Chaos(platform, Files.createDirectory(folder.resolve("devices"))).run(40, 5, 1);

            assertThat(result.packed()).isPositive();
            assertThat(result.filed()).as(result.toString()).isEqualTo(result.packed());
            assertThat(result.missing()).isZero();
            assertThat(result.doubled()).isZero();
            assertThat(result.unfinished()).isZero();
            assertThat(result.failed()).isZero();
            assertThat(result.givenUp()).isZero();
            assertThat(result.cuts()).isGreaterThanOrEqualTo(40);
            assertThat(result.workersKilled()).isEqualTo(5);
            assertThat(result.platformKilled()).isEqualTo(1);
        }
    }
}
