package org.tinylcm.evaluation.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Runs devices, each a process of its own on a folder of its own, by the same command {@code run} that a person uses;
 * only the settings that make a run repeatable and record it are added.
 */
final class DeviceRuns {
    private final Path home;
    private final Path pack;
    private final List<String> options;
    private final Path work;
    private final AtomicReference<Process> running = new AtomicReference<>();

    /**
     * @param home folder of the distribution
     * @param options further options of {@code run}
     * @param work folder for what the devices write
     */
    DeviceRuns(Path home, Path pack, List<String> options, Path work) {
        this.home = home;
        this.pack = pack;
        this.options = options;
        this.work = work;
    }

    /**
     * @param source the stream, or another file with the same rows in another order
     * @param stream what {@code source} holds
     * @param title what to call the run
     */
    RunRecord run(Path source, StreamFile stream, boolean adaptation, String title)
            throws IOException, InterruptedException {
        var data = Files.createTempDirectory(work, "device");
        var record = data.resolve("record.jsonl");
        var settings = new LinkedHashMap<String, String>();
        settings.put("org.tinylcm.pipeline/lockstep", "true");
        settings.put("org.tinylcm.pipeline/paused", "true");
        settings.put("org.tinylcm.adaptation/lockstep", "true");
        settings.put("org.tinylcm.adaptation/period.minutes", "0");
        if (!adaptation) {
            settings.put("org.tinylcm.adaptation/enabled", "false");
        }
        settings.put("org.tinylcm.evaluation/record", record.toString());
        settings.put("org.tinylcm.evaluation/title", title);
        settings.put("org.tinylcm.evaluation/frames", String.valueOf(stream.rows().size()));
        int code = execute(command(source, data, settings));
        if (code != 0) {
            throw new FailedRun("the device ended with code " + code + "; the reason stands above");
        }
        var run = RunRecord.read(record, stream);
        delete(data);
        return run;
    }

    private List<String> command(Path source, Path data, Map<String, String> settings) {
        var command = new ArrayList<>(List.of(home.resolve("bin/tinylcm").toString(), "run", "--pack", pack.toString(),
                "--source", source.toString(), "--data", data.toString(), "--exit-at-end", "--quiet"));
        command.addAll(options);
        settings.forEach((key, value) -> {
            command.add("--set");
            command.add(key + "=" + value);
        });
        return command;
    }

    /** Ends the device that runs, if one does. */
    void stop() {
        var process = running.get();
        if (process != null) {
            process.destroy();
        }
    }

    private int execute(List<String> command) throws IOException, InterruptedException {
        var builder = new ProcessBuilder(command).inheritIO();
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        var process = builder.start();
        running.set(process);
        try {
            return process.waitFor();
        } finally {
            process.destroy();
            running.set(null);
        }
    }

    static void delete(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
