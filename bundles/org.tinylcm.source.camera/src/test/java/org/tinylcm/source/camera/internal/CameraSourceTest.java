package org.tinylcm.source.camera.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tinylcm.frame.Frame;
import org.tinylcm.frame.Payload;
import org.tinylcm.input.BadInputException;

class CameraSourceTest {
    private static final Duration LONG = Duration.ofSeconds(20);
    private static final int MAX = 100_000;

    @TempDir
    Path folder;
    private HttpServer server;
    private final CountDownLatch finished = new CountDownLatch(1);
    private CameraSource source;

    @BeforeEach
    void startServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newCachedThreadPool(task -> {
            var thread = new Thread(task);
            thread.setDaemon(true);
            return thread;
        }));
        server.start();
    }

    @AfterEach
    void closeAll() {
        finished.countDown();
        if (source != null) {
            source.close();
        }
        server.stop(0);
    }

    @Test
    void readsPicturesThatAProgramWrites() throws Exception {
        var pictures = Files.write(folder.resolve("p"), Jpegs.join(Jpegs.jpeg(1), Jpegs.jpeg(2), Jpegs.jpeg(3)));
        source = program(10, 15_000, "cat '" + pictures + "'\nexec cat /dev/zero >&2\n");

        for (var i = 0; i < 3; i++) {
            var frame = source.next(LONG);
            assertThat(bytes(frame)).isEqualTo(Jpegs.jpeg(i + 1));
            assertThat(frame.name()).isEqualTo("camera#" + i);
            assertThat(frame.sequence()).isEqualTo(i);
        }
        assertThat(source.ended()).isFalse();
        assertThat(source.status().lossless()).isFalse();
    }

    @Test
    void startsAProgramAgainThatEnds() throws Exception {
        var picture = Files.write(folder.resolve("p"), Jpegs.jpeg(1));
        source = program(1, 15_000, "cat '" + picture + "'\necho camera gone >&2\nexit 3\n");
        for (var i = 0; i < 4; i++) {
            assertThat(source.next(LONG)).isNotNull();
        }
    }

    @Test
    void endsTheProgramAndItsChildrenWhenItIsClosed() throws Exception {
        var picture = Files.write(folder.resolve("p"), Jpegs.jpeg(1));
        var pids = folder.resolve("pids");
        source = program(1, 15_000, "tail -f /dev/null &\necho $! $$ > '" + pids + "'\ncat '" + picture + "'\nwait\n");
        assertThat(source.next(LONG)).isNotNull();
        source.close();

        for (var pid : Files.readString(pids).strip().split(" ")) {
            var process = ProcessHandle.of(Long.parseLong(pid));
            if (process.isPresent()) {
                process.get().onExit().get(20, TimeUnit.SECONDS);
            }
        }
        assertThat(source.next(LONG)).isNull();
    }

    @Test
    void startsAProgramAgainThatSaysNothingMore() throws Exception {
        var picture = Files.write(folder.resolve("p"), Jpegs.jpeg(1));
        source = program(1, 200, "cat '" + picture + "'\nexec tail -f /dev/null\n");
        for (var i = 0; i < 3; i++) {
            assertThat(source.next(LONG)).isNotNull();
        }
    }

    @Test
    void keepsTryingAProgramThatIsNotThere() throws Exception {
        source = new CameraSource(new ProcessFeed(List.of(folder.resolve("none").toString()), MAX), 1, 5, 1, 1000);
        assertThat(source.next(Duration.ofMillis(50))).isNull();
        Files.write(folder.resolve("p"), Jpegs.jpeg(1));
        var script = Files.writeString(folder.resolve("script"), "#!/bin/sh\nexec cat '" + folder.resolve("p") + "'\n");
        assertThat(script.toFile().setExecutable(true)).isTrue();
        Files.move(script, folder.resolve("none"));
        assertThat(source.next(LONG)).isNotNull();
    }

    @Test
    void keepsTheNewestPicturesAndCountsTheOthers() throws Exception {
        var buffer = new FrameBuffer(2);
        for (var i = 0; i < 5; i++) {
            buffer.put(new FrameBuffer.Picture(new byte[] {(byte) i}, java.time.Instant.EPOCH));
        }
        assertThat(buffer.take(0).bytes()).containsExactly(3);
        assertThat(buffer.take(0).bytes()).containsExactly(4);
        assertThat(buffer.take(1000)).isNull();
        assertThat(buffer.dropped()).isEqualTo(3);
    }

    @Test
    void readsAMultipartAnswer() throws Exception {
        answer("multipart/x-mixed-replace; boundary=--other", exchange -> {
            for (var i = 1; i <= 3; i++) {
                var picture = Jpegs.jpeg(i);
                var length = i == 2 ? "" : "Content-Length: " + picture.length + "\r\n";
                exchange.getResponseBody().write(Jpegs.join(("--frame\r\nContent-Type: image/jpeg\r\n" + length + "\r\n")
                        .getBytes(StandardCharsets.UTF_8), picture, "\r\n".getBytes(StandardCharsets.UTF_8)));
            }
            exchange.getResponseBody().flush();
            waitForTheEnd();
        });
        source = address("/", 10, 15_000);
        for (var i = 1; i <= 3; i++) {
            assertThat(bytes(source.next(LONG))).isEqualTo(Jpegs.jpeg(i));
        }
    }

    @Test
    void asksAgainAndAgainForASinglePicture() throws Exception {
        var picture = Jpegs.jpeg(1);
        answer("image/jpeg", exchange -> exchange.getResponseBody().write(picture));
        source = address("/", 1, 15_000);
        for (var i = 0; i < 5; i++) {
            assertThat(bytes(source.next(LONG))).isEqualTo(picture);
        }
    }

    @Test
    void connectsAgainAfterTroubleOfAnyKind() throws Exception {
        var calls = new java.util.concurrent.atomic.AtomicInteger();
        var picture = Jpegs.jpeg(1);
        server.createContext("/", exchange -> {
            var call = calls.getAndIncrement();
            if (call == 0) {
                exchange.sendResponseHeaders(503, -1);
                exchange.close();
                return;
            }
            exchange.getResponseHeaders().add("Content-Type", "multipart/x-mixed-replace;boundary=f");
            exchange.sendResponseHeaders(200, 0);
            var out = exchange.getResponseBody();
            if (call == 1) {
                out.write("no multipart".getBytes(StandardCharsets.UTF_8));
            } else if (call == 2) {
                out.write("--f\r\nContent-Length: 999999999\r\n\r\n".getBytes(StandardCharsets.UTF_8));
            } else if (call == 3) {
                out.write(Jpegs.join(part(picture), java.util.Arrays.copyOf(part(picture), 300)));
            } else if (call == 4) {
                out.write("--f\r\n\r\n".getBytes(StandardCharsets.UTF_8));
                out.flush();
                waitForTheEnd();
            } else {
                out.write(part(picture));
                out.flush();
                waitForTheEnd();
            }
            exchange.close();
        });
        source = address("/", 10, 300);
        assertThat(source.next(LONG)).isNotNull();
        assertThat(source.next(LONG)).isNotNull();
        assertThat(calls.get()).isGreaterThanOrEqualTo(6);
        assertThat(source.status().refused()).isPositive();
    }

    @Test
    void comesBackAtOnceWhenItIsClosed() throws Exception {
        answer("multipart/x-mixed-replace", exchange -> {
            exchange.getResponseBody().flush();
            waitForTheEnd();
        });
        source = address("/", 1, 3_600_000);
        var next = CompletableFuture.supplyAsync(() -> {
            try {
                return source.next(Duration.ofMinutes(5)) == null ? "none" : "frame";
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        source.close();
        assertThat(next.get(20, TimeUnit.SECONDS)).isEqualTo("none");
    }

    @Test
    void sendsThePasswordAndNeverShowsIt() throws Exception {
        var seen = new CompletableFuture<String>();
        server.createContext("/", exchange -> {
            seen.complete(exchange.getRequestHeaders().getFirst("Authorization") + exchange.getRequestURI());
            exchange.close();
        });
        var url = "http://me:secret@127.0.0.1:" + server.getAddress().getPort() + "/a%20b?key=hidden";
        source = new CameraSource(new HttpFeed(url, MAX, Duration.ofSeconds(5)), 1, 5, 1, 15_000);
        assertThat(seen.get(20, TimeUnit.SECONDS)).isEqualTo("Basic bWU6c2VjcmV0/a%20b?key=hidden");
        assertThat(source.status().description()).doesNotContain("secret").doesNotContain("hidden").endsWith("/a%20b");
        for (var bad : List.of("file:///etc/passwd", "http://", "ftp://h/x", "http://user:secret@h h/")) {
            assertThatThrownBy(() -> new HttpFeed(bad, MAX, Duration.ofSeconds(5)))
                    .isInstanceOf(BadInputException.class).message().doesNotContain("secret");
        }
    }

    private interface Body {
        void write(HttpExchange exchange) throws IOException;
    }

    private void answer(String type, Body body) {
        server.createContext("/", exchange -> {
            exchange.getResponseHeaders().add("Content-Type", type);
            exchange.sendResponseHeaders(200, 0);
            body.write(exchange);
            exchange.close();
        });
    }

    private void waitForTheEnd() {
        try {
            finished.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static byte[] part(byte[] picture) {
        return Jpegs.join(("\r\n--f\r\nContent-Length: " + picture.length + "\r\n\r\n").getBytes(StandardCharsets.UTF_8),
                picture);
    }

    private CameraSource address(String path, int buffer, long stallMillis) {
        var url = "http://127.0.0.1:" + server.getAddress().getPort() + path;
        return new CameraSource(new HttpFeed(url, MAX, Duration.ofSeconds(5)), buffer, 50, 1, stallMillis);
    }

    private CameraSource program(int buffer, long stallMillis, String script) throws IOException {
        var file = Files.writeString(folder.resolve("camera.sh"), script);
        return new CameraSource(new ProcessFeed(List.of("/bin/sh", file.toString()), MAX), buffer, 5, 1, stallMillis);
    }

    private static byte[] bytes(Frame frame) {
        return ((Payload.EncodedImage) frame.payload()).bytes();
    }
}
