package org.tinylcm.sync.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tinylcm.input.BadInputException;

class TlsTest {
    private static final String PASSWORD = "changeit";
    @TempDir
    Path folder;
    private final ExecutorService threads = Executors.newFixedThreadPool(4);
    private final AtomicInteger calls = new AtomicInteger();
    private HttpsServer server;

    @BeforeEach
    void serve() throws Exception {
        keytool("-genkeypair", "-alias", "a", "-keyalg", "EC", "-dname", "CN=here", "-ext", "san=ip:127.0.0.1",
                "-keystore", "k.p12");
        keytool("-exportcert", "-rfc", "-alias", "a", "-keystore", "k.p12", "-file", "ca.pem");
        var store = KeyStore.getInstance("PKCS12");
        try (var in = Files.newInputStream(folder.resolve("k.p12"))) {
            store.load(in, PASSWORD.toCharArray());
        }
        var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, PASSWORD.toCharArray());
        var context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(context));
        server.createContext("/", exchange -> {
            calls.incrementAndGet();
            exchange.sendResponseHeaders(200, 2);
            exchange.getResponseBody().write("ok".getBytes());
            exchange.close();
        });
        server.setExecutor(threads);
        server.start();
    }

    @AfterEach
    void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    @Test
    void aPlatformThatNobodyVouchesForGetsNothing() {
        assertThatThrownBy(() -> get(null, "127.0.0.1")).isInstanceOf(PlatformException.class);
        assertThat(calls).hasValue(0);
    }

    @Test
    void onesOwnAuthorityMayVouchButNotForAnotherName() throws Exception {
        assertThat(get(folder.resolve("ca.pem"), "127.0.0.1")).isEqualTo("ok");
        assertThatThrownBy(() -> get(folder.resolve("ca.pem"), "localhost")).isInstanceOf(PlatformException.class);
    }

    @Test
    void aFileThatHoldsNoCertificateIsRefused() throws IOException {
        var file = Files.writeString(folder.resolve("no.pem"), "nothing");

        assertThatThrownBy(() -> Http.create(threads, file)).isInstanceOf(BadInputException.class)
                .hasMessageContaining("no.pem");
        assertThatThrownBy(() -> Http.create(threads, folder.resolve("gone.pem")))
                .isInstanceOf(BadInputException.class);
    }

    private String get(Path authorities, String host) throws IOException, InterruptedException {
        return Http.create(threads, authorities).get(
                URI.create("https://" + host + ":" + server.getAddress().getPort() + "/"), Duration.ofSeconds(20), 100);
    }

    private void keytool(String... arguments) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString()));
        command.addAll(List.of(arguments));
        command.addAll(List.of("-storepass", PASSWORD));
        var process = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).start();
        var said = new String(process.getInputStream().readAllBytes());
        assertThat(process.waitFor()).as(said).isZero();
    }
}
