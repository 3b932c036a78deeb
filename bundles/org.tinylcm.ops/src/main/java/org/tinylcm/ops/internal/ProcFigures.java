package org.tinylcm.ops.internal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** Figures of process and machine from {@code /proc} and {@code /sys}. What cannot be read is left out. */
final class ProcFigures {
    /** Hundredths of a second of all processors; over less the figure would be mostly rounding. */
    private static final int LEAST_TICKS = 100;
    private static final long PAGE_READ = 65_536;
    private final Path root;
    private long busyBefore = -1;
    private Double cpuPercent;
    private long allBefore = -1;

    /** @param root {@code /}, or another folder in tests */
    ProcFigures(Path root) {
        this.root = root;
    }

    void into(Map<String, Object> values) {
        status(values);
        load(values);
        memory(values);
        processors(values);
        temperature(values);
        battery(values);
    }

    OptionalLong peakRssBytes() {
        return field(read("proc/self/status"), "VmHWM:", 1024);
    }

    private void status(Map<String, Object> values) {
        var status = read("proc/self/status");
        field(status, "VmRSS:", 1024).ifPresent(v -> values.put("process.rss.bytes", v));
        field(status, "VmHWM:", 1024).ifPresent(v -> values.put("process.rss.peak.bytes", v));
        field(status, "Threads:", 1).ifPresent(v -> values.put("process.threads", v));
    }

    private void load(Map<String, Object> values) {
        var parts = read("proc/loadavg").split("\\s+");
        decimal(parts[0], 1).ifPresent(v -> values.put("system.load.1m", v));
    }

    private void memory(Map<String, Object> values) {
        var memory = read("proc/meminfo");
        field(memory, "MemTotal:", 1024).ifPresent(v -> values.put("system.memory.total.bytes", v));
        field(memory, "MemAvailable:", 1024).ifPresent(v -> values.put("system.memory.available.bytes", v));
    }

    /** Share of all processors that was in use since this was last looked at. */
    private void processors(Map<String, Object> values) {
        var line = read("proc/stat").lines().findFirst().orElse("");
        var parts = line.trim().split("\\s+");
        if (!parts[0].equals("cpu") || parts.length < 6) {
            return;
        }
        try {
            long all = 0;
            for (int i = 1; i < Math.min(parts.length, 9); i++) {
                all += Long.parseLong(parts[i]);
            }
            var busy = all - Long.parseLong(parts[4]) - Long.parseLong(parts[5]);
            if (allBefore >= 0 && all - allBefore >= LEAST_TICKS) {
                cpuPercent = rounded(100.0 * (busy - busyBefore) / (all - allBefore));
            }
            if (allBefore < 0 || all - allBefore >= LEAST_TICKS) {
                busyBefore = busy;
                allBefore = all;
            }
            if (cpuPercent != null) {
                values.put("system.cpu.percent", cpuPercent);
            }
        } catch (NumberFormatException e) {
            allBefore = -1;
        }
    }

    private void temperature(Map<String, Object> values) {
        for (var zone : folders("sys/class/thermal", "thermal_zone")) {
            var celsius = decimal(read(zone.resolve("temp")).trim(), 0.001);
            if (celsius.isPresent() && celsius.get() > -60 && celsius.get() < 200) {
                values.put("system.temperature.celsius", rounded(celsius.get()));
                return;
            }
        }
    }

    private void battery(Map<String, Object> values) {
        for (var supply : folders("sys/class/power_supply", "")) {
            if (read(supply.resolve("type")).trim().equals("Battery")) {
                decimal(read(supply.resolve("capacity")).trim(), 1).ifPresent(v -> values.put("battery.percent", v));
                var status = read(supply.resolve("status")).trim();
                if (!status.isEmpty()) {
                    values.put("battery.status", status);
                }
                return;
            }
        }
    }

    private List<Path> folders(String path, String prefix) {
        try (Stream<Path> folders = Files.list(root.resolve(path))) {
            return folders.filter(f -> f.getFileName().toString().startsWith(prefix)).sorted().toList();
        } catch (IOException e) {
            return List.of();
        }
    }

    private String read(String path) {
        return read(root.resolve(path));
    }

    private static String read(Path file) {
        try (var in = Files.newInputStream(file)) {
            return new String(in.readNBytes((int) PAGE_READ), StandardCharsets.UTF_8);
        } catch (IOException e) {
            return "";
        }
    }

    private static OptionalLong field(String text, String name, long unit) {
        return text.lines().filter(line -> line.startsWith(name)).findFirst()
                .map(line -> line.substring(name.length()).trim().split("\\s+")[0])
                .filter(number -> number.matches("\\d{1,15}"))
                .map(number -> OptionalLong.of(Long.parseLong(number) * unit)).orElse(OptionalLong.empty());
    }

    private static Optional<Double> decimal(String text, double unit) {
        try {
            return Optional.of(Double.parseDouble(text) * unit);
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    static double rounded(double value) {
        return Math.round(value * 10) / 10.0;
    }
}
