package org.tinysphere.start;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Payara Micro with the platform in it, as a process of its own. */
public final class Server implements AutoCloseable {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    /**
     * Bytes that are read of a connection at once; with the server's own 8 KiB each MiB of an upload goes through all of its
     * layers 128 times.
     */
    private static final String BUFFERS = "set configs.config.server-config.network-config.transports.transport.tcp"
            + ".buffer-size-bytes=65536\n";
    private final Process process;
    private final URI address;
    private final Path log;

    private Server(Process process, URI address, Path log) {
        this.process = process;
        this.address = address;
        this.log = log;
    }

    /**
     * @param home folder with payara-micro.jar and tinysphere.war
     * @param jvm options for the JVM
     * @param environment what the platform reads as its settings
     */
    public static Server start(Path home, Path data, int port, List<String> jvm, Map<String, String> environment) {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(jvm);
        command.addAll(List.of("-Djava.net.preferIPv4Stack=true", "-Duser.timezone=UTC",
                "-jar", home.resolve("payara-micro.jar").toString(),
                "--rootDir", data.resolve("server").toString(),
                "--hzConfigFile", data.resolve("hazelcast.xml").toString(), "--disablephonehome", "--nohostaware",
                "--port", String.valueOf(port), "--contextroot", "/",
                "--prebootcommandfile", data.resolve("preboot.txt").toString(),
                "--deploy", home.resolve("tinysphere.war").toString()));
        var log = data.resolve("logs").resolve("platform.log");
        try {
            // What the server deployed the last time is in there, and it would start that first.
            PostgresFiles.deleteTree(data.resolve("server"));
            Files.createDirectories(log.getParent());
            try (var grid = Server.class.getResourceAsStream("hazelcast.xml")) {
                Files.write(data.resolve("hazelcast.xml"), grid.readAllBytes());
            }
            Files.writeString(data.resolve("preboot.txt"), BUFFERS);
            var builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
            builder.environment().putAll(environment);
            return new Server(builder.start(), URI.create("http://127.0.0.1:" + port + "/"), log);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start the server", e);
        }
    }

    public URI address() {
        return address;
    }

    public long pid() {
        return process.pid();
    }

    /** @throws StartFailure it ended, or is not there in time */
    public void awaitReady(Duration most) {
        var until = System.nanoTime() + most.toNanos();
        try {
            while (!ready()) {
                if (process.waitFor(500, TimeUnit.MILLISECONDS)) {
                    throw new StartFailure("the server ended while starting; see " + log);
                }
                if (deploymentFailed()) {
                    throw new StartFailure("the platform could not be deployed; see " + log);
                }
                if (System.nanoTime() > until) {
                    throw new StartFailure("the server is not ready after " + most.toSeconds() + " s; see " + log);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StartFailure("interrupted");
        }
    }

    /** @return exit code */
    public int awaitEnd() throws InterruptedException {
        return process.waitFor();
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor(5, TimeUnit.SECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            process.destroyForcibly();
        }
    }

    private boolean ready() {
        var request = HttpRequest.newBuilder(address.resolve("api/v1/status")).timeout(Duration.ofSeconds(5)).build();
        try {
            return CLIENT.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private boolean deploymentFailed() {
        try (var lines = Files.lines(log)) {
            return lines.anyMatch(line -> line.contains("Exception while deploying the app")
                    || line.contains("Exception while loading the app")
                    || line.contains("Failed to deploy") || line.contains("Deployment failed"));
        } catch (IOException | UncheckedIOException e) {
            return false;
        }
    }
}
