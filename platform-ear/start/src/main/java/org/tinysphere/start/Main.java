package org.tinysphere.start;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Starts the platform on this machine: database, objects, server; Ctrl-C stops all of it. */
@Command(name = "tinysphere", mixinStandardHelpOptions = true, version = "tinysphere 0.1.0",
        description = "Starts the platform on this machine. TINYSPHERE_DB_URL and TINYSPHERE_S3_ENDPOINT in the "
                + "environment replace the built-in database and the folder for objects.")
public final class Main implements Callable<Integer> {
    private static final PrintStream OUT = System.out;
    private final Deque<AutoCloseable> started = new ArrayDeque<>();

    @Option(names = "--data", paramLabel = "DIR", description = "where everything is kept (default: ~/.tinysphere)")
    private Path data = Path.of(System.getProperty("user.home"), ".tinysphere");

    @Option(names = "--port", paramLabel = "N", defaultValue = "8080", description = "HTTP port (default: 8080)")
    private int port;

    @Option(names = "--home", paramLabel = "DIR", hidden = true)
    private Path home = home();

    @Option(names = "--quick", description = "starts sooner and needs less memory, but serves fewer requests a second")
    private boolean quick;

    @Option(names = "--demo", description = "prints a link that signs in a demo operator while this runs; "
            + "for trying things out, not for real fleets")
    private boolean demo;

    @Option(names = "--heap", paramLabel = "MB", defaultValue = "512", description = "heap of the server (default: 512)")
    private int heap;

    public static void main(String[] arguments) {
        System.exit(run(arguments));
    }

    static int run(String... arguments) {
        return new CommandLine(new Main()).setExecutionExceptionHandler((failure, line, parsed) -> {
            if (failure instanceof StartFailure || failure instanceof UncheckedIOException) {
                System.err.println("tinysphere: " + failure.getMessage());
                return 1;
            }
            throw failure;
        }).execute(arguments);
    }

    @Override
    public Integer call() throws InterruptedException {
        var begin = System.nanoTime();
        Runtime.getRuntime().addShutdownHook(new Thread(this::stop));
        try {
            var lock = lock();
            checkPort();
            var environment = new HashMap<>(System.getenv());
            database(environment);
            if (!environment.containsKey("TINYSPHERE_S3_ENDPOINT")) {
                environment.putIfAbsent("TINYSPHERE_OBJECTS", data.resolve("objects").toString());
            }
            var oneTime = secret();
            environment.putIfAbsent("TINYSPHERE_ADMIN_PASSWORD", oneTime);
            environment.putIfAbsent("TINYSPHERE_ENROLLMENT_TOKEN", TokenFile.token(data));
            var demoSecret = secret();
            if (demo) {
                environment.put("TINYSPHERE_DEMO_SECRET", demoSecret);
            }
            environment.put("TINYSPHERE_PARENT", String.valueOf(ProcessHandle.current().pid()));
            var first = !hasUsers(environment);
            OUT.println("Starting the server ...");
            var server = began(Server.start(home, data, port, jvm(), environment));
            server.awaitReady(Duration.ofMinutes(5));
            OUT.printf("TinySphere is ready after %d s: http://localhost:%d/%n",
                    Duration.ofNanos(System.nanoTime() - begin).toSeconds(), port);
            OUT.println("  data  " + data + ", log " + data.resolve("logs").resolve("platform.log"));
            if (first && environment.get("TINYSPHERE_ADMIN_PASSWORD").equals(oneTime)) {
                OUT.println("  sign in as admin with the one-time password " + oneTime + " and choose your own");
            }
            if (demo) {
                // Behind the #: browsers do not send that part, so it is in no log of a server.
                OUT.printf("  console, signed in as demo: http://localhost:%d/login.xhtml#demo=%s%n", port, demoSecret);
            }
            OUT.println("  a device's token for enrollment is in " + TokenFile.in(data));
            OUT.println("Ctrl-C stops it.");
            OUT.flush();
            var code = server.awaitEnd();
            stop();
            lock.release();
            if (code != 0 && code != 143) {
                throw new StartFailure("the server ended with code " + code + "; see " + data.resolve("logs"));
            }
            return 0;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot use " + data, e);
        } finally {
            stop();
        }
    }

    private void database(Map<String, String> environment) {
        if (environment.containsKey("TINYSPHERE_DB_URL")) {
            return;
        }
        OUT.println(Files.exists(data.resolve("db").resolve("data"))
                ? "Starting the database ..." : "Making a new database in " + data.resolve("db") + " ...");
        var database = began(EmbeddedPostgres.start(data.resolve("db")));
        environment.put("TINYSPHERE_DB_URL", database.url());
        environment.put("TINYSPHERE_DB_USER", database.user());
        environment.put("TINYSPHERE_DB_PASSWORD", database.password());
    }

    private List<String> jvm() {
        var options = new ArrayList<>(List.of("-Xmx" + heap + "m", "-XX:+ExitOnOutOfMemoryError", "-Xshare:auto"));
        options.add("-XX:+UseSerialGC");
        if (quick) {
            options.add("-XX:TieredStopAtLevel=1");
        }
        return options;
    }

    private FileLock lock() throws IOException {
        Files.createDirectories(data);
        data = data.toRealPath();
        var channel = FileChannel.open(data.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            var lock = channel.tryLock();
            if (lock != null) {
                return lock;
            }
        } catch (OverlappingFileLockException e) {
            throw new StartFailure(data + " is in use by another TinySphere: stop it, or give another --data", e);
        }
        throw new StartFailure(data + " is in use by another TinySphere: stop it, or give another --data");
    }

    private void checkPort() {
        try (var socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(port));
        } catch (IOException e) {
            throw new StartFailure("port " + port + " is taken: give another --port", e);
        }
    }

    private static boolean hasUsers(Map<String, String> environment) {
        try (var connection = DriverManager.getConnection(environment.get("TINYSPHERE_DB_URL"),
                environment.getOrDefault("TINYSPHERE_DB_USER", "postgres"),
                environment.getOrDefault("TINYSPHERE_DB_PASSWORD", ""));
                var statement = connection.createStatement();
                var table = statement.executeQuery("select to_regclass('app_user') is not null")) {
            if (!table.next() || !table.getBoolean(1)) {
                return false;
            }
            try (var rows = statement.executeQuery("select 1 from app_user limit 1")) {
                return rows.next();
            }
        } catch (SQLException e) {
            throw new StartFailure("cannot use the database: " + e.getMessage(), e);
        }
    }

    private <T extends AutoCloseable> T began(T part) {
        synchronized (started) {
            started.push(part);
        }
        return part;
    }

    /** The last first; once. */
    private void stop() {
        synchronized (started) {
            while (!started.isEmpty()) {
                try {
                    started.pop().close();
                } catch (Exception e) {
                    System.err.println("tinysphere: " + e.getMessage());
                }
            }
        }
    }

    private static String secret() {
        var bytes = new byte[15];
        new SecureRandom().nextBytes(bytes);
        return Base64.getUrlEncoder().encodeToString(bytes);
    }

    /** The folder above the one with this jar. */
    private static Path home() {
        var place = Main.class.getProtectionDomain().getCodeSource().getLocation();
        return Path.of(java.net.URI.create(place.toString())).toAbsolutePath().getParent().getParent();
    }
}
