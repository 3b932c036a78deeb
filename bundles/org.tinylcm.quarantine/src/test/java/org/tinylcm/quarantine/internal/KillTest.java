package org.tinylcm.quarantine.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tinylcm.durable.UnsyncedDisk;
import org.tinylcm.quarantine.QuarantinedSample.Status;

class KillTest {
    private static final int KILLS = 12;

    @TempDir
    Path folder;

    @Test
    void keepsEverythingAcknowledgedOverEachKill() throws IOException, InterruptedException {
        var random = new SplittableRandom(7);
        var marked = new ArrayList<Long>();
        var next = start();
        for (var kill = 0; kill < KILLS; kill++) {
            var process = next;
            next = start();
            process.getOutputStream().write('\n');
            process.getOutputStream().flush();
            var output = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
            var first = output.readLine();
            assertThat(first).as("kill %d", kill).isNotNull();
            LockSupport.parkNanos(random.nextLong(60_000_000));
            // Through the handle: the process's own method closes the output that is to be read.
            process.toHandle().destroyForcibly();
            process.waitFor();
            marked.add(Long.parseLong(first));
            output.lines().map(Long::parseLong).forEach(marked::add);
            var acknowledged = marked.get(marked.size() - 1);

            var quarantine = new PersistentQuarantine(UnsyncedDisk.INSTANCE, folder, 50, TimeUnit.HOURS.toMillis(1), 100,
                    System::nanoTime);
            assertThat(quarantine.counters().get("offered")).isBetween(acknowledged + 1, acknowledged + 2);
            assertThat(quarantine.samples()).filteredOn(sample -> marked.contains(sample.frame()))
                    .allMatch(sample -> sample.status() == Status.ADAPTED)
                    .anyMatch(sample -> sample.frame() == acknowledged);
            quarantine.close();
        }
        next.destroyForcibly().waitFor();
    }

    private Process start() throws IOException {
        var java = ProcessHandle.current().info().command().orElse("java");
        var path = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        return new ProcessBuilder(java, "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xshare:auto", "-Xmx64m", "-cp",
                path, KilledKeeper.class.getName(), folder.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT).start();
    }
}
