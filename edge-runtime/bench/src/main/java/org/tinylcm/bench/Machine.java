package org.tinylcm.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * Where and when a benchmark ran.
 *
 * @param processor model name
 * @param cores that this process may use
 * @param memoryMegabytes of the machine
 * @param system operating system and architecture
 * @param java version and vendor of the virtual machine
 * @param flags options of the virtual machines that were measured
 * @param loadAtStart load average of the last minute before the benchmark
 * @param date when it was started
 */
record Machine(String processor, int cores, long memoryMegabytes, String system, String java, String flags,
        double loadAtStart, String date) {

    static Machine here() {
        return new Machine(after("/proc/cpuinfo", "model name", "Model"), Runtime.getRuntime().availableProcessors(),
                memory("MemTotal"), System.getProperty("os.name") + " " + System.getProperty("os.arch"),
                System.getProperty("java.vm.name") + " " + System.getProperty("java.runtime.version"), "", load(),
                Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
    }

    Machine with(String measuredFlags) {
        return new Machine(processor, cores, memoryMegabytes, system, java, measuredFlags, loadAtStart, date);
    }

    /** Megabytes of a line of {@code /proc/meminfo}, 0 if unknown. */
    static long memory(String name) {
        var text = after("/proc/meminfo", name).replaceAll("[^0-9]", "");
        return text.isEmpty() ? 0 : Long.parseLong(text) / 1024;
    }

    private static double load() {
        var file = Path.of("/proc/loadavg");
        try {
            return Files.isReadable(file) ? Double.parseDouble(Files.readString(file).split(" ")[0]) : 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String after(String file, String... names) {
        var path = Path.of(file);
        if (!Files.isReadable(path)) {
            return "unknown";
        }
        try (var lines = Files.lines(path)) {
            var all = lines.toList();
            for (var name : names) {
                for (var line : all) {
                    if (line.startsWith(name)) {
                        return line.substring(line.indexOf(':') + 1).strip();
                    }
                }
            }
            return "unknown";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
