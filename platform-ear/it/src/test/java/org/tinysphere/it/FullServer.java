package org.tinysphere.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** Payara Server with the EAR, in a copy of its domain at ports of its own. */
final class FullServer implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final Pattern PORT = Pattern.compile("(port=\"|>)(4848|8080|8181|3700|3820|3920|7676|8686|6666|9009|"
            + "25\\d\\d\\d)([\"<])");
    private final Process process;
    private final URI address;

    private FullServer(Process process, URI address) {
        this.process = process;
        this.address = address;
    }

    static boolean wanted() {
        return !System.getProperty("payara.home", "").isEmpty();
    }

    static FullServer start(Path folder, Map<String, String> environment) throws IOException {
        var home = Path.of(System.getProperty("payara.home"));
        var domains = Files.createDirectories(folder.resolve("domains"));
        var domain = domains.resolve("domain1");
        copy(home.resolve("glassfish/domains/domain1"), domain);
        var port = Platform.freePort();
        usePorts(domain.resolve("config/domain.xml"), port);
        Files.createDirectories(domain.resolve("autodeploy"));
        Files.copy(Path.of(System.getProperty("tinysphere.ear")), domain.resolve("autodeploy/tinysphere.ear"));
        var log = folder.resolve("server.log");
        var builder = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-jar",
                home.resolve("glassfish/lib/client/appserver-cli.jar").toString(), "start-domain", "--verbose",
                "--domaindir", domains.toString(), "domain1").redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().putAll(environment);
        builder.environment().put("AS_JAVA", System.getProperty("java.home"));
        var server = new FullServer(builder.start(), URI.create("http://127.0.0.1:" + port + "/"));
        Runtime.getRuntime().addShutdownHook(new Thread(server::kill));
        server.awaitReady(log);
        return server;
    }

    URI address() {
        return address;
    }

    /**
     * Each port that the domain names becomes a free one; the same stays the same. The heap of a new domain is too small:
     * see "A full server" in docs/platform.md.
     */
    private static void usePorts(Path file, int http) throws IOException {
        var ports = new HashMap<String, String>(Map.of("8080", String.valueOf(http)));
        var text = PORT.matcher(Files.readString(file).replace("-Xmx512m", "-Xmx1g")).replaceAll(found -> found.group(1)
                + ports.computeIfAbsent(found.group(2), old -> String.valueOf(freePort())) + found.group(3));
        Files.writeString(file, text);
    }

    private static int freePort() {
        try {
            return Platform.freePort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        try (var files = Files.walk(from)) {
            for (var file : (Iterable<Path>) files::iterator) {
                Files.copy(file, to.resolve(from.relativize(file).toString()));
            }
        }
    }

    private void awaitReady(Path log) {
        var client = HttpClient.newHttpClient();
        var request = HttpRequest.newBuilder(address.resolve("/api/v1/status")).timeout(Duration.ofSeconds(5)).build();
        Await.until("the server is ready; see " + log, PATIENCE, () -> {
            if (!process.isAlive()) {
                throw new IllegalStateException("the server ended; see " + log);
            }
            try {
                return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
            } catch (IOException e) {
                return false;
            }
        });
    }

    @Override
    public void close() throws InterruptedException {
        process.descendants().forEach(ProcessHandle::destroy);
        process.waitFor(20, TimeUnit.SECONDS);
        kill();
    }

    private void kill() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }
}
