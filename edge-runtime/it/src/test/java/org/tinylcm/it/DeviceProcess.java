package org.tinylcm.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The device as its user starts it: a process of its own, by {@code bin/tinylcm}. */
final class DeviceProcess implements AutoCloseable {
    private final Process process;
    private final Path log;

    private DeviceProcess(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    /** Starts {@code bin/tinylcm} with the JVM that runs the tests; what it prints goes to a file. */
    static DeviceProcess start(Path log, String... arguments) throws IOException {
        return startWith("", log, arguments);
    }

    /** @param options further options of the JVM */
    static DeviceProcess startWith(String options, Path log, String... arguments) throws IOException {
        var command = new ArrayList<String>();
        command.add(Container.home().resolve("bin/tinylcm").toString());
        command.addAll(List.of(arguments));
        var builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().put("TINYLCM_JAVA_OPTS", options);
        return new DeviceProcess(builder.start(), log);
    }

    /** Runs to the end of the command and returns its exit code. */
    int await(long seconds) throws InterruptedException, IOException {
        assertThat(process.waitFor(seconds, TimeUnit.SECONDS)).as("ended within %s s; it printed%n%s", seconds, log())
                .isTrue();
        return process.exitValue();
    }

    String log() throws IOException {
        return Files.readString(log);
    }

    boolean alive() {
        return process.isAlive();
    }

    long pid() {
        return process.pid();
    }

    /** kill -9. */
    void kill() throws InterruptedException {
        process.destroyForcibly();
        process.waitFor();
    }

    @Override
    public void close() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(30, TimeUnit.SECONDS)) {
            kill();
        }
    }

    static JsonObject json(Path file) throws IOException {
        try (var reader = Files.newBufferedReader(file)) {
            return JsonParser.parseReader(reader).getAsJsonObject();
        }
    }
}
