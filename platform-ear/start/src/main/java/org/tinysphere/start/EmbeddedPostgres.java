package org.tinysphere.start;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A real PostgreSQL of our own, durable (fsync on), reachable from this machine only and with a random password. Its
 * data stay in a folder; a server that was left behind there by a killed start program is stopped first.
 */
public final class EmbeddedPostgres implements AutoCloseable {
    private static final int START_SECONDS = 60;
    private final Path folder;
    private final Path programs;
    private final Path data;
    private final String password;
    private Process server;
    private int port;

    private EmbeddedPostgres(Path folder) {
        this.folder = folder;
        this.programs = PostgresFiles.unpack(folder);
        this.data = folder.resolve("data");
        this.password = password(folder.resolve("password"));
    }

    /**
     * @param folder for programs and data; nobody else may be using it
     * @throws StartFailure it cannot be started
     */
    public static EmbeddedPostgres start(Path folder) {
        try {
            Files.createDirectories(folder);
            var postgres = new EmbeddedPostgres(folder.toRealPath());
            postgres.stopLeftOver();
            postgres.initialise();
            postgres.run();
            return postgres;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot use the folder " + folder, e);
        }
    }

    public String url() {
        return "jdbc:postgresql://127.0.0.1:" + port + "/postgres";
    }

    public String user() {
        return "postgres";
    }

    public String password() {
        return password;
    }

    public long pid() {
        return server.pid();
    }

    /** SIGINT is PostgreSQL's fast shutdown: connections are cut, everything is written. */
    @Override
    public void close() {
        signal(server.pid(), "INT");
        try {
            if (!server.waitFor(30, TimeUnit.SECONDS)) {
                signal(server.pid(), "QUIT");
                server.waitFor(10, TimeUnit.SECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            signal(server.pid(), "QUIT");
        }
    }

    private void initialise() throws IOException {
        if (Files.exists(data.resolve("PG_VERSION"))) {
            return;
        }
        PostgresFiles.deleteTree(data);
        var fresh = folder.resolve("data.new");
        PostgresFiles.deleteTree(fresh);
        var log = folder.resolve("initdb.log").toFile();
        var initdb = new ProcessBuilder(command("initdb", "-D", fresh.toString(), "-U", user(), "-A", "scram-sha-256",
                "--pwfile", folder.resolve("password").toString(), "--encoding=UTF8", "--no-locale"))
                .redirectErrorStream(true).redirectOutput(log).start();
        if (await(initdb) != 0) {
            throw new StartFailure("PostgreSQL's initdb failed; see " + log);
        }
        Files.move(fresh, data);
    }

    private void run() throws IOException {
        port = freePort();
        var log = folder.resolve("postgres.log").toFile();
        // Unix sockets are not used, and their path would be limited to 107 characters.
        server = new ProcessBuilder(command("postgres", "-D", data.toString(), "-p", String.valueOf(port),
                "-c", "listen_addresses=127.0.0.1", "-c", "unix_socket_directories=", "-c", "max_connections=60",
                "-c", "shared_buffers=128MB", "-c", "wal_compression=on", "-c", "max_wal_size=512MB"))
                .redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.appendTo(log)).start();
        var until = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS);
        while (!answers()) {
            if (!server.isAlive()) {
                throw new StartFailure("PostgreSQL ended while starting; see " + log);
            }
            if (System.nanoTime() > until) {
                close();
                throw new StartFailure("PostgreSQL did not start within " + START_SECONDS + " s; see " + log);
            }
        }
    }

    private boolean answers() {
        try (var connection = DriverManager.getConnection(url() + "?connectTimeout=2", user(), password)) {
            return connection.isValid(2);
        } catch (SQLException e) {
            pause(100);
            return false;
        }
    }

    /** Waits for the server's end, at most that long. */
    private void pause(long millis) {
        try {
            server.waitFor(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StartFailure("interrupted");
        }
    }

    private void stopLeftOver() throws IOException {
        var pidFile = data.resolve("postmaster.pid");
        if (!Files.exists(pidFile)) {
            return;
        }
        var pid = Long.parseLong(Files.readAllLines(pidFile).get(0).trim());
        var leftOver = ProcessHandle.of(pid)
                .filter(process -> process.info().command().orElse("").endsWith("/postgres"));
        if (leftOver.isPresent()) {
            signal(pid, "INT");
            try {
                leftOver.get().onExit().get(30, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new StartFailure("interrupted");
            } catch (java.util.concurrent.ExecutionException | java.util.concurrent.TimeoutException e) {
                throw new StartFailure("a PostgreSQL (process " + pid + ") still uses " + data, e);
            }
        }
    }

    /**
     * PostgreSQL refuses to run as root. In a user namespace of its own without any mapping, root is nobody and still
     * owns its files.
     */
    private List<String> command(String program, String... arguments) {
        var command = new ArrayList<String>();
        if (System.getProperty("user.name").equals("root")) {
            command.addAll(List.of("unshare", "-U"));
        }
        command.add(programs.resolve("bin").resolve(program).toString());
        command.addAll(List.of(arguments));
        return command;
    }

    private static void signal(long pid, String name) {
        try {
            await(new ProcessBuilder("kill", "-" + name, String.valueOf(pid))
                    .redirectErrorStream(true).redirectOutput(new File("/dev/null")).start());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot run kill", e);
        }
    }

    private static int await(Process process) {
        try {
            return process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            process.destroy();
            throw new StartFailure("interrupted");
        }
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private static String password(Path file) {
        try {
            if (!Files.exists(file)) {
                var bytes = new byte[24];
                new SecureRandom().nextBytes(bytes);
                Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
                Files.writeString(file, Base64.getUrlEncoder().encodeToString(bytes) + "\n");
            }
            return Files.readString(file).trim();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot use " + file, e);
        }
    }
}
