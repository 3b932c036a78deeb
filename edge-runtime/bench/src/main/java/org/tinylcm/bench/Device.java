package org.tinylcm.bench;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/** Runs the device, and other programs, as processes; what they print goes to a file. */
final class Device {
    private static final long MOST_SECONDS = 1200;

    private final Settings settings;
    private final Path work;
    private int runs;

    Device(Settings settings, Path work) {
        this.settings = settings;
        this.work = work;
    }

    /** Runs a command of the device to its end. */
    void command(String... arguments) throws IOException, InterruptedException {
        await(start(List.of(), arguments), arguments[0]);
    }

    /** A run over a source to its end, with fresh data; answers the report. */
    JsonObject run(List<String> prefix, Path pack, Path source) throws IOException, InterruptedException {
        var name = "run-" + ++runs;
        var report = work.resolve(name + ".json");
        await(start(prefix, "run", "--pack", pack.toString(), "--source", source.toString(), "--data",
                work.resolve(name).toString(), "--report", report.toString(), "--exit-at-end", "--quiet"), name);
        return read(report);
    }

    /** A run that stays when its source has ended; answers what lives on its heap, and the report. */
    Idle idle(Path pack, Path source, String setting) throws IOException, InterruptedException {
        var name = "run-" + ++runs;
        var report = work.resolve(name + ".json");
        var process = start(List.of(), "run", "--pack", pack.toString(), "--source", source.toString(), "--data",
                work.resolve(name).toString(), "--report", report.toString(), "--quiet", "--set", setting);
        try {
            long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(MOST_SECONDS);
            while (!Files.exists(report)) {
                if (process.waitFor(100, TimeUnit.MILLISECONDS) || System.nanoTime() > deadline) {
                    throw new BenchException("the device has not written " + report + "; it said: " + said());
                }
            }
            // What is on its way to a listener still counts as heap.
            process.waitFor(2, TimeUnit.SECONDS);
            return new Idle(liveHeap(process.pid()), read(report));
        } finally {
            process.destroy();
            process.waitFor();
        }
    }

    /**
     * @param bytes of live objects after a collection, by class
     * @param report of the run
     */
    record Idle(Map<String, Long> bytes, JsonObject report) {
        long heap() {
            return bytes.values().stream().mapToLong(Long::longValue).sum();
        }
    }

    /** Runs a Java program with the device's options for the virtual machine; answers what it printed. */
    String java(List<String> prefix, Class<?> main, String... arguments) throws IOException, InterruptedException {
        var command = new ArrayList<>(prefix);
        command.add(java().toString());
        command.addAll(OPTIONS);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        command.addAll(List.of(arguments));
        await(launch(command), main.getSimpleName());
        return Files.readString(log());
    }

    /** The same as in the device's start script. */
    static final List<String> OPTIONS = List.of("-XX:+UseSerialGC", "-Xms16m", "-Xmx64m", "-Xss512k",
            "-XX:ReservedCodeCacheSize=32m", "-Djava.awt.headless=true", "--add-modules", "jdk.incubator.vector");

    private Process start(List<String> prefix, String... arguments) throws IOException {
        var command = new ArrayList<>(prefix);
        command.add(settings.device().toString());
        command.addAll(Arrays.asList(arguments));
        return launch(command);
    }

    private Process launch(List<String> command) throws IOException {
        var builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log().toFile());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().remove("TINYLCM_JAVA_OPTS");
        return builder.start();
    }

    private void await(Process process, String what) throws IOException, InterruptedException {
        if (!process.waitFor(MOST_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new BenchException(what + " took longer than " + MOST_SECONDS + " s; it said: " + said());
        }
        if (process.exitValue() != 0) {
            throw new BenchException(what + " ended with " + process.exitValue() + "; it said: " + said());
        }
    }

    private Path log() {
        return work.resolve("process.log");
    }

    private String said() throws IOException {
        var text = Files.readString(log()).strip();
        return text.substring(Math.max(0, text.length() - 500));
    }

    private static Path java() {
        return Path.of(System.getProperty("java.home"), "bin", "java");
    }

    /** jcmd's histogram collects garbage first. Its lines: number, instances, bytes, class, module. */
    private Map<String, Long> liveHeap(long pid) throws IOException, InterruptedException {
        var jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
        var out = work.resolve("histogram.txt");
        var process = new ProcessBuilder(jcmd.toString(), String.valueOf(pid), "GC.class_histogram")
                .redirectErrorStream(true).redirectOutput(out.toFile()).start();
        await(process, "jcmd");
        var bytes = new TreeMap<String, Long>();
        for (var line : Files.readAllLines(out)) {
            var words = line.strip().split("\\s+");
            if (words.length >= 4 && words[0].matches("\\d+:")) {
                bytes.merge(words[3], Long.parseLong(words[2]), Long::sum);
            }
        }
        if (bytes.isEmpty()) {
            throw new BenchException("jcmd gave no histogram: " + Files.readString(out).strip());
        }
        return bytes;
    }

    private static JsonObject read(Path report) throws IOException {
        try (var reader = Files.newBufferedReader(report)) {
            return JsonParser.parseReader(reader).getAsJsonObject();
        }
    }
}
