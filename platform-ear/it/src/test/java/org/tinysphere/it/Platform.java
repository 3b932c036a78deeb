package org.tinysphere.it;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import org.tinysphere.start.EmbeddedPostgres;
import org.tinysphere.start.Server;

/** One database and one server for all tests, started by the first that asks and stopped after the last. */
final class Platform {
    static final String ADMIN_PASSWORD = "first-password-of-the-tests";
    static final String CHOSEN_PASSWORD = "a long one that nobody guesses";
    private static Platform running;
    private final EmbeddedPostgres database;
    private final Server server;
    private Api admin;

    private Platform() throws IOException {
        var data = Path.of(System.getProperty("tinysphere.data"));
        var folder = data.resolve(String.valueOf(System.currentTimeMillis()));
        database = EmbeddedPostgres.start(folder.resolve("db"));
        var environment = new HashMap<String, String>();
        environment.put("TINYSPHERE_DB_URL", database.url());
        environment.put("TINYSPHERE_DB_USER", database.user());
        environment.put("TINYSPHERE_DB_PASSWORD", database.password());
        environment.put("TINYSPHERE_OBJECTS", folder.resolve("objects").toString());
        environment.put("TINYSPHERE_ADMIN_PASSWORD", ADMIN_PASSWORD);
        environment.put("TINYSPHERE_PARENT", String.valueOf(ProcessHandle.current().pid()));
        environment.put("TINYSPHERE_WORK_LEASE_SECONDS", "2");
        environment.put("TINYSPHERE_CLEANUP_SECONDS", "2");
        server = Server.start(Path.of(System.getProperty("tinysphere.home")), folder, freePort(),
                List.of("-Xmx400m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"), environment);
        server.awaitReady(Duration.ofMinutes(4));
    }

    static synchronized Platform running() {
        if (running == null) {
            try {
                running = new Platform();
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
            Runtime.getRuntime().addShutdownHook(new Thread(running::close));
        }
        return running;
    }

    private void close() {
        server.close();
        database.close();
    }

    java.net.URI address() {
        return server.address();
    }

    /** Nobody is signed in. */
    Api anonymous() {
        return new Api(server.address().resolve("/"));
    }

    /** The admin with an API key, made in the way of a person at the first start. */
    synchronized Api admin() {
        if (admin == null) {
            var person = anonymous();
            person.signIn("admin", ADMIN_PASSWORD);
            person.post("session/password", "{\"password\":\"" + ADMIN_PASSWORD + "\",\"newPassword\":\""
                    + CHOSEN_PASSWORD + "\"}").expect(200);
            admin = withKey(person, "admin");
        }
        return admin;
    }

    Api withRole(String role) {
        return withKey(admin(), role);
    }

    private Api withKey(Api maker, String role) {
        var made = maker.post("api-keys", "{\"name\":\"it-" + role + "\",\"role\":\"" + role + "\"}").expect(201).json();
        return anonymous().bearer(made.get("key").getAsString());
    }

    /** A fresh device. */
    JsonObject register(String key) {
        var token = admin().post("enrollment-tokens", "{\"name\":\"it\"}").expect(201).json().get("token").getAsString();
        return anonymous().post("devices/register", registration(token, key)).expect(200).json();
    }

    Api device(JsonObject registered) {
        return anonymous().bearer(registered.get("secret").getAsString());
    }

    static String registration(String token, String key) {
        return "{\"schemaVersion\":1,\"enrollmentToken\":\"" + token + "\",\"deviceKey\":\"" + key
                + "\",\"hostname\":\"bench-7\",\"model\":\"Raspberry Pi Zero 2 W\"}";
    }

    Connection connect() throws SQLException {
        return DriverManager.getConnection(database.url(), database.user(), database.password());
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
