package org.tinysphere.simulator;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import org.tinysphere.start.EmbeddedPostgres;
import org.tinysphere.start.Server;

/** A platform for a measurement or a test: database and server of its own, in a folder that is empty before. */
public final class ScratchPlatform implements AutoCloseable {
    private static final String ADMIN_PASSWORD = "first-password-of-a-scratch-platform";
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private final Path home;
    private final Path folder;
    private final List<String> jvm;
    private final Map<String, String> environment = new HashMap<>();
    private final EmbeddedPostgres database;
    private final int port;
    private Server server;
    private String adminKey;

    /**
     * @param home folder with payara-micro.jar and tinysphere.war
     * @param jvm options of the server's JVM
     * @param settings of the platform, beside those for database and objects
     */
    public ScratchPlatform(Path home, Path folder, List<String> jvm, Map<String, String> settings) {
        this.home = home;
        this.folder = folder;
        this.jvm = jvm;
        port = freePort();
        database = EmbeddedPostgres.start(folder.resolve("db"));
        environment.put("TINYSPHERE_DB_URL", database.url());
        environment.put("TINYSPHERE_DB_USER", database.user());
        environment.put("TINYSPHERE_DB_PASSWORD", database.password());
        environment.put("TINYSPHERE_OBJECTS", folder.resolve("objects").toString());
        environment.put("TINYSPHERE_ADMIN_PASSWORD", ADMIN_PASSWORD);
        environment.put("TINYSPHERE_PARENT", String.valueOf(ProcessHandle.current().pid()));
        environment.putAll(settings);
        startServer();
    }

    public URI root() {
        return server.address();
    }

    public long serverPid() {
        return server.pid();
    }

    public Connection connect() throws SQLException {
        return DriverManager.getConnection(database.url(), database.user(), database.password());
    }

    /** As the power would: nothing is written any more. */
    public void killServer() {
        var process = ProcessHandle.of(server.pid());
        process.ifPresent(ProcessHandle::destroyForcibly);
        process.ifPresent(handle -> handle.onExit().join());
    }

    /** After {@link #killServer}, at the same port; ready on return. */
    public void startServer() {
        server = Server.start(home, folder, port, jvm, environment);
        server.awaitReady(Duration.ofMinutes(4));
    }

    /**
     * A further node on the same database and objects, ready on return; who starts it closes it.
     *
     * @param port {@code 0} for any
     */
    public Server startNode(String name, int port) {
        var node = Server.start(home, folder.resolve(name), port == 0 ? freePort() : port, jvm, environment);
        node.awaitReady(Duration.ofMinutes(4));
        return node;
    }

    /** A key of the admin, made in the way of a person at the first start. */
    public synchronized String adminKey() {
        if (adminKey == null) {
            var signedIn = post("session", "{\"login\":\"admin\",\"password\":\"" + ADMIN_PASSWORD + "\"}", Map.of());
            var who = Map.of("Cookie", signedIn.headers().firstValue("Set-Cookie").orElseThrow().split(";")[0],
                    "X-CSRF-Token", json(signedIn).get("csrfToken").getAsString());
            post("session/password", "{\"password\":\"" + ADMIN_PASSWORD + "\",\"newPassword\":\"" + ADMIN_PASSWORD
                    + "!\"}", who);
            adminKey = json(post("api-keys", "{\"name\":\"scratch\",\"role\":\"admin\"}", who)).get("key").getAsString();
        }
        return adminKey;
    }

    /** The cookie of a new session of the admin, as a browser would send it. */
    public synchronized String adminCookie() {
        adminKey();
        var signedIn = post("session", "{\"login\":\"admin\",\"password\":\"" + ADMIN_PASSWORD + "!\"}", Map.of());
        return signedIn.headers().firstValue("Set-Cookie").orElseThrow().split(";")[0];
    }

    /** A token that lets so many devices in. */
    public String enrollmentToken(int devices) {
        return json(post("enrollment-tokens", "{\"name\":\"scratch\",\"maxUses\":" + devices + "}",
                Map.of("Authorization", "Bearer " + adminKey()))).get("token").getAsString();
    }

    @Override
    public void close() {
        server.close();
        database.close();
    }

    private HttpResponse<String> post(String path, String body, Map<String, String> headers) {
        var request = HttpRequest.newBuilder(root().resolve("api/v1/" + path)).timeout(Duration.ofSeconds(30))
                .header("Content-Type", "application/json").POST(HttpRequest.BodyPublishers.ofString(body));
        headers.forEach(request::header);
        try {
            var answer = CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() >= 300) {
                throw new IllegalStateException(path + " answers " + answer.statusCode() + ": " + answer.body());
            }
            return answer;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private static JsonObject json(HttpResponse<String> answer) {
        return JsonParser.parseString(answer.body()).getAsJsonObject();
    }

    /**
     * Below the ports that the system gives to connections: somebody who calls a killed server there again and again
     * could otherwise be given its very port, be connected with himself, and keep the server from coming back.
     */
    private static int freePort() {
        for (var tries = 0; tries < 100; tries++) {
            var port = ThreadLocalRandom.current().nextInt(20_000, 32_000);
            try (var socket = new ServerSocket(port)) {
                return socket.getLocalPort();
            } catch (IOException e) {
                // Taken: another one.
                continue;
            }
        }
        throw new IllegalStateException("no free port between 20000 and 32000");
    }
}
