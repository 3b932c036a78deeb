package org.tinysphere.it;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import org.tinysphere.start.EmbeddedPostgres;
import org.tinysphere.start.Server;

/**
 * One database and one server for all tests, started by the first that asks and stopped after the last: the WAR on Payara
 * Micro with a folder for objects, or the EAR on a full server with an S3 store ({@code -Pfull-server}).
 */
final class Platform {
    static final String ADMIN_PASSWORD = "first-password-of-the-tests";
    static final String CHOSEN_PASSWORD = "a long one that nobody guesses";
    static final String DEMO_SECRET = "secret-of-the-demonstration";
    private static Platform running;
    private final EmbeddedPostgres database;
    private final AutoCloseable server;
    private final URI address;
    private final Path objects;
    private Api admin;

    private Platform() throws IOException {
        var data = Path.of(System.getProperty("tinysphere.data"));
        var folder = data.resolve(String.valueOf(System.currentTimeMillis()));
        database = EmbeddedPostgres.start(folder.resolve("db"));
        var environment = new HashMap<String, String>();
        environment.put("TINYSPHERE_DB_URL", database.url());
        environment.put("TINYSPHERE_DB_USER", database.user());
        environment.put("TINYSPHERE_DB_PASSWORD", database.password());
        environment.put("TINYSPHERE_ADMIN_PASSWORD", ADMIN_PASSWORD);
        environment.put("TINYSPHERE_DEMO_SECRET", DEMO_SECRET);
        environment.put("TINYSPHERE_PARENT", String.valueOf(ProcessHandle.current().pid()));
        environment.put("TINYSPHERE_WORK_LEASE_SECONDS", "2");
        environment.put("TINYSPHERE_CLEANUP_SECONDS", "2");
        environment.put("TINYSPHERE_FIGURES_SECONDS", "2");
        environment.put("TINYSPHERE_ROLLOUT_SECONDS", "1");
        if (FullServer.wanted()) {
            var store = S3Server.start(folder.resolve("s3"));
            objects = store.bucket();
            environment.putAll(store.settings());
            var full = FullServer.start(folder, environment);
            address = full.address();
            server = full;
        } else {
            environment.put("TINYSPHERE_OBJECTS", folder.resolve("store").toString());
            objects = folder.resolve("store/objects");
            var micro = Server.start(Path.of(System.getProperty("tinysphere.home")), folder, freePort(),
                    List.of("-Xmx400m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"), environment);
            micro.awaitReady(Duration.ofMinutes(4));
            address = micro.address();
            server = micro;
        }
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
        try {
            server.close();
        } catch (Exception e) {
            throw new IllegalStateException("the server cannot be stopped", e);
        } finally {
            database.close();
        }
    }

    /** Where devices find it. */
    URI root() {
        return address;
    }

    /** The file of an object. */
    Path object(String key) {
        return objects.resolve(key);
    }

    /** Nobody is signed in. */
    Api anonymous() {
        return new Api(address);
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

    static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
