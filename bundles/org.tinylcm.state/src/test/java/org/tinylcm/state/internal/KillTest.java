package org.tinylcm.state.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tinylcm.durable.UnsyncedDisk;

class KillTest {
    private static final int KILLS = 50;

    @TempDir
    Path folder;

    @Test
    void findsAUsableStateAfterEachOfFiftyKills() throws IOException, InterruptedException {
        var random = new SplittableRandom(7);
        var next = start();
        for (var kill = 0; kill < KILLS; kill++) {
            var process = next;
            next = start();
            process.getOutputStream().write('\n');
            process.getOutputStream().flush();
            var output = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
            var first = output.readLine();
            assertThat(first).as("kill %d", kill).isNotNull();
            LockSupport.parkNanos(random.nextLong(40_000_000));
            // Through the handle: the process's own method closes the output that is to be read.
            process.toHandle().destroyForcibly();
            process.waitFor();
            var acknowledged = output.lines().reduce(first, (a, b) -> b.isEmpty() ? a : b);

            var manager = new FileStateManager(UnsyncedDisk.INSTANCE, folder, 3, Clock.systemUTC(), List.of());
            assertThat(States.generation(manager.latest("pack")))
                    .isIn(Long.parseLong(acknowledged), Long.parseLong(acknowledged) + 1);
            var files = folder.toFile().list((dir, name) -> name.matches("snapshot-.*\\.json"));
            assertThat(manager.snapshots()).hasSameSizeAs(files).hasSizeLessThanOrEqualTo(3);
        }
        next.destroyForcibly().waitFor();
    }

    private Process start() throws IOException {
        var java = ProcessHandle.current().info().command().orElse("java");
        var path = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        return new ProcessBuilder(java, "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xshare:auto", "-Xmx64m", "-cp",
                path, KilledWriter.class.getName(), folder.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT).start();
    }
}
