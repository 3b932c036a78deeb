package org.tinylcm.sync.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.tinylcm.sync.client.PlatformException.Kind;

/** Servers that mean no good. */
class HttpTest {
    private static final int LIMIT = 1000;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Http http = Http.create(threads, null);
    private final CountDownLatch over = new CountDownLatch(1);
    private ServerSocket server;

    @AfterEach
    void close() throws IOException {
        over.countDown();
        server.close();
        threads.shutdownNow();
    }

    private interface Behaviour {
        void answer(OutputStream out) throws IOException, InterruptedException;
    }

    @Test
    void anEndlessBodyIsCutOff() throws IOException {
        serve(out -> {
            out.write(ascii("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n"));
            while (true) {
                out.write(new byte[1000]);
            }
        });
        assertThat(failure().kind()).isEqualTo(Kind.BROKEN);
    }

    @Test
    void aBodyThatTricklesHasADeadline() throws IOException {
        serve(out -> {
            out.write(ascii("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n"));
            while (!over.await(50, TimeUnit.MILLISECONDS)) {
                out.write('x');
                out.flush();
            }
        });
        assertThat(failure().kind()).isEqualTo(Kind.UNREACHABLE);
    }

    @Test
    void headersThatTrickleHaveADeadline() throws IOException {
        serve(out -> {
            out.write(ascii("HTTP/1.1 200 OK\r\nX-A: "));
            while (!over.await(50, TimeUnit.MILLISECONDS)) {
                out.write('x');
                out.flush();
            }
        });
        assertThat(failure().kind()).isEqualTo(Kind.UNREACHABLE);
    }

    @Test
    void silenceHasADeadline() throws IOException {
        serve(out -> over.await());
        assertThat(failure().kind()).isEqualTo(Kind.UNREACHABLE);
    }

    @Test
    void noRedirectIsFollowed() throws Exception {
        serve(out -> out.write(ascii("HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:1/\r\n"
                + "Content-Length: 0\r\n\r\n")));
        var answer = http.call(request(), Duration.ofSeconds(5), LIMIT);

        assertThat(answer.statusCode()).isEqualTo(302);
    }

    @Test
    void noiseIsNoAnswer() throws IOException {
        serve(out -> out.write(new byte[] {1, 2, 3, '\r', '\n', '\r', '\n'}));
        assertThat(failure().kind()).isIn(Kind.UNREACHABLE, Kind.BROKEN);
    }

    private PlatformException failure() {
        var start = System.nanoTime();
        var failure = catchThrowableOfType(PlatformException.class,
                () -> http.call(request(), Duration.ofMillis(700), LIMIT));
        assertThat((System.nanoTime() - start) / 1_000_000).isLessThan(5000);
        assertThat(failure).isNotNull();
        return failure;
    }

    private HttpRequest request() {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.getLocalPort() + "/x")).build();
    }

    private void serve(Behaviour behaviour) throws IOException {
        server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        threads.execute(() -> {
            try (var socket = server.accept()) {
                var in = socket.getInputStream();
                for (int last = 0, b = in.read(); b >= 0 && !(last == '\n' && b == '\r'); b = in.read()) {
                    last = b;
                }
                behaviour.answer(socket.getOutputStream());
            } catch (IOException | InterruptedException e) {
                over.countDown();
            }
        });
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
