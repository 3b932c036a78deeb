package org.tinysphere.simulator;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** What Linux says of a process. */
final class Processes {
    /** USER_HZ of every Linux that runs a JVM. */
    private static final int MILLIS_PER_TICK = 10;

    private Processes() {
    }

    /** Processor time so far. */
    static long cpuMillis(long pid) {
        var fields = read(pid, "stat").replaceAll("(?s)^.*\\) ", "").split(" ");
        return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) * MILLIS_PER_TICK;
    }

    static double residentMegabytes(long pid) {
        return read(pid, "status").lines().filter(line -> line.startsWith("VmRSS:"))
                .mapToDouble(line -> Double.parseDouble(line.replaceAll("[^0-9]", "")) / 1024).findFirst().orElseThrow();
    }

    /** MB of the objects that are in use on the heap of a JVM, after a full collection; asks the JDK's jcmd. */
    static double liveMegabytes(long pid) throws IOException, InterruptedException {
        var asked = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                String.valueOf(pid), "GC.class_histogram").redirectErrorStream(true).start();
        var answer = new String(asked.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (asked.waitFor() != 0) {
            throw new IOException(answer);
        }
        var bytes = answer.lines().filter(line -> line.startsWith("Total")).findFirst()
                .orElseThrow(() -> new IOException(answer)).replaceAll("^Total\\s+\\d+\\s+", "").strip();
        return Math.round(Long.parseLong(bytes) / 100_000.0) / 10.0;
    }

    static double loadAverage() {
        try {
            return Double.parseDouble(Files.readString(Path.of("/proc/loadavg")).split(" ")[0]);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(long pid, String file) {
        try {
            return Files.readString(Path.of("/proc", String.valueOf(pid), file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
