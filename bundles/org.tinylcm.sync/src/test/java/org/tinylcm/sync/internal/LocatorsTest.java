package org.tinylcm.sync.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tinylcm.durable.UnsyncedDisk;
import org.tinylcm.input.BadInputException;
import org.tinylcm.protocol.LocationDoc;
import org.tinylcm.sync.client.Http;

class LocatorsTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
    @TempDir
    Path folder;

    @Test
    void aFixedPositionIsWhatSomebodySaid() {
        assertThat(FixedLocator.parse("48.137, 11.575,20", CLOCK).find())
                .isEqualTo(new LocationDoc(48.137, 11.575, 20.0, "fixed", NOW));
        assertThat(FixedLocator.parse("48.137,11.575", CLOCK).find().accuracyMetres()).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1", "91,0", "0,181", "a,b", "1,2,3,4", "1,2,-3", "NaN,1"})
    void nothingIsNoPosition(String text) {
        assertThatThrownBy(() -> FixedLocator.parse(text, CLOCK)).isInstanceOf(BadInputException.class)
                .hasMessageContaining("geolocation.position");
    }

    @Test
    void gpsdGivesAFixWithItsAccuracyAndNothingWithoutOne() throws IOException {
        var fix = "{\"class\":\"VERSION\"}\r\n{\"class\":\"TPV\",\"mode\":1}\r\n"
                + "{\"class\":\"TPV\",\"mode\":3,\"lat\":48.1,\"lon\":11.5,\"epx\":4.0,\"epy\":6.5}\r\n";
        assertThat(gpsd(fix)).isEqualTo(new LocationDoc(48.1, 11.5, 6.5, "gpsd", NOW));
        assertThat(gpsd("{\"class\":\"TPV\",\"mode\":1}\r\n")).isNull();
        assertThatThrownBy(() -> gpsd("garbage\n")).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> gpsd("x".repeat(20_000))).isInstanceOf(IOException.class);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"{\"lat\":1.5,\"lon\":2,\"accuracy\":30}|30", "{\"loc\":\"1.5,2\"}|-1",
        "{\"latitude\":1.5,\"longitude\":2.0,\"city\":\"x\"}|-1"})
    void anAddressSaysWhatItKnows(String answer, double accuracy) throws Exception {
        assertThat(http(answer)).isEqualTo(new LocationDoc(1.5, 2, accuracy < 0 ? null : accuracy, "http", NOW));
    }

    @ParameterizedTest
    @ValueSource(strings = {"<html>", "{}", "[]", "{\"lat\":\"x\",\"lon\":1}", "{\"lat\":100,\"lon\":1}",
        "{\"loc\":\"1\"}"})
    void anAnswerThatIsNoneIsNoPosition(String answer) {
        assertThatThrownBy(() -> http(answer)).isInstanceOf(IOException.class);
    }

    @Test
    void keepsTheLastPositionWithItsTimeUntilTheWayChanges() {
        var file = folder.resolve("location.json");
        var found = new Whereabouts("fixed", FixedLocator.parse("1,2", CLOCK), UnsyncedDisk.INSTANCE, file);
        found.refresh();
        var later = new Whereabouts("fixed", () -> {
            throw new IOException("gone");
        }, UnsyncedDisk.INSTANCE, file);
        later.refresh();

        assertThat(later.known()).isEqualTo(new LocationDoc(1, 2, null, "fixed", NOW));
        assertThat(new Whereabouts("gpsd", () -> null, UnsyncedDisk.INSTANCE, file).known()).isNull();
    }

    private static LocationDoc gpsd(String says) throws IOException {
        try (var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var thread = new Thread(() -> {
                try (var socket = server.accept()) {
                    socket.getOutputStream().write(says.getBytes(StandardCharsets.UTF_8));
                    socket.getInputStream().readNBytes(10);
                } catch (IOException e) {
                    Thread.currentThread().interrupt();
                }
            });
            thread.start();
            return new GpsdLocator(server.getLocalPort(), Duration.ofSeconds(3), CLOCK).find();
        }
    }

    private static LocationDoc http(String answer) throws Exception {
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        var threads = Executors.newFixedThreadPool(2);
        try {
            server.createContext("/", exchange -> {
                var bytes = answer.getBytes(StandardCharsets.UTF_8);
                exchange.sendResponseHeaders(200, bytes.length);
                exchange.getResponseBody().write(bytes);
                exchange.close();
            });
            server.start();
            return new HttpLocator(Http.create(threads, null), URI.create("http://127.0.0.1:"
                    + server.getAddress().getPort() + "/"), Duration.ofSeconds(3), CLOCK).find();
        } finally {
            server.stop(0);
            threads.shutdownNow();
        }
    }
}
