package org.tinylcm.sync.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tinylcm.durable.FileOps;

class UpdatesTest {
    @TempDir
    Path folder;
    private FakePlatform platform;
    private Bench bench;

    @BeforeEach
    void start() throws IOException {
        platform = new FakePlatform();
        bench = new Bench(folder, platform.url());
    }

    @AfterEach
    void close() {
        bench.close();
        platform.close();
    }

    @Test
    void beforeTheRegistrationNothingIsAsked() {
        assertThatThrownBy(() -> bench.client.updates().desiredState()).isInstanceOf(IOException.class)
                .hasMessageContaining("not registered");
    }

    @Test
    void aHeartbeatTellsThatSomethingIsWanted() throws Exception {
        bench.call();
        assertThat(bench.device.updatesWaited).isZero();
        assertThat(bench.client.updates().desiredState()).isEmpty();
        platform.desiredState = "{\"a\":1}";
        bench.call();

        assertThat(bench.device.updatesWaited).isEqualTo(1);
        assertThat(bench.client.updates().desiredState()).contains("{\"a\":1}");
        assertThat(bench.client.updates().desiredState()).as("the second answer is 'not modified' or the same")
                .contains("{\"a\":1}");
    }

    @Test
    void aFileComesInPartsFromWhereTheLastOneEnded() throws Exception {
        bench.call();
        var file = new byte[1000];
        Arrays.fill(file, 300, 1000, (byte) 7);
        platform.artifacts.put("f", file);
        platform.artifacts.put("f o", new byte[10]);
        var updates = bench.client.updates();

        var block = updates.block("f", null, 300, 256, true).orElseThrow();
        assertThat(block.total()).isEqualTo(1000);
        assertThat(block.bytes()).isEqualTo(Arrays.copyOfRange(file, 300, 556));
        assertThat(updates.block("f", "o", 0, 256, true).orElseThrow().total()).isEqualTo(10);
        assertThat(updates.block("f", "other", 0, 256, true)).isEmpty();
        assertThat(updates.block("nothing", null, 0, 256, true)).isEmpty();
    }

    @Test
    void aPartThatIsNotTheOneAskedForIsNotTaken() throws Exception {
        bench.call();
        platform.faults = call -> call.contains("artifacts") ? new FakePlatform.Fault(false, 206,
                "application/octet-stream", new byte[10], Map.of("Content-Range", "bytes 5-14/100")) : null;

        assertThatThrownBy(() -> bench.client.updates().block("f", null, 0, 10, true))
                .isInstanceOf(IOException.class).hasMessageContaining("not the part asked for");
    }

    @Test
    void whatThePlatformNeverWantsIsNotSentAgain() throws Exception {
        bench.call();
        assertThat(bench.client.updates().events(3, "[{\"deployment\":3}]")).isTrue();
        platform.faults = call -> call.contains("deployments") ? FakePlatform.Fault.before(404) : null;
        assertThat(bench.client.updates().events(3, "[]")).isFalse();
        platform.faults = call -> FakePlatform.Fault.before(503);

        assertThatThrownBy(() -> bench.client.updates().events(3, "[]")).isInstanceOf(IOException.class);
        assertThat(platform.told).containsExactly("[{\"deployment\":3}]");
    }

    /** Uptane's slow retrieval: bytes that come one by one hold a call no longer than its deadline. */
    @Test
    void slowRetrieval() throws Exception {
        var over = new CountDownLatch(1);
        try (var server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            var thread = new Thread(() -> trickle(server, over));
            thread.start();
            var identity = new IdentityFile(FileOps.disk(), folder.resolve("other.json"));
            var api = new PlatformApi(bench.http, URI.create("http://127.0.0.1:" + server.getLocalPort() + "/"),
                    identity, Duration.ofSeconds(1));

            assertThatThrownBy(() -> api.block("artifacts/f", 0, 1000, Duration.ofSeconds(1)))
                    .isInstanceOf(IOException.class).hasMessageContaining("no answer within 1 s");
            over.countDown();
            thread.join();
        }
    }

    private static void trickle(ServerSocket server, CountDownLatch over) {
        try (var socket = server.accept()) {
            var out = socket.getOutputStream();
            out.write("HTTP/1.1 206 OK\r\nContent-Range: bytes 0-999/1000\r\nContent-Length: 1000\r\n\r\n"
                    .getBytes(StandardCharsets.US_ASCII));
            while (!over.await(50, TimeUnit.MILLISECONDS)) {
                out.write('x');
                out.flush();
            }
        } catch (IOException | InterruptedException e) {
            // The client has hung up, as it should.
            Thread.currentThread().interrupt();
        }
    }
}
