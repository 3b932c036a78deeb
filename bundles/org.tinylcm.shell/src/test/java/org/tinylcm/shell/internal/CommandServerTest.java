package org.tinylcm.shell.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.felix.gogo.runtime.CommandProcessorImpl;
import org.apache.felix.gogo.runtime.threadio.ThreadIOImpl;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.tinylcm.launcher.ShellClient;

/** Over real sockets, with the real Gogo. */
@Timeout(30)
class CommandServerTest {
    @TempDir
    Path data;
    private final ThreadIOImpl threadIo = new ThreadIOImpl();
    private CommandProcessorImpl processor;
    private FakeDevice device;
    private CommandServer server;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    /** Stands in for a command of another bundle. */
    public static final class Plain {
        private final CountDownLatch started = new CountDownLatch(1);
        private final CountDownLatch go = new CountDownLatch(1);

        public String plain(String text) {
            return "plain " + text;
        }

        public void fail() {
            throw new IllegalStateException("broken\nin two lines");
        }

        public void wait4() throws InterruptedException {
            started.countDown();
            go.await();
        }
    }

    private final Plain plain = new Plain();

    @BeforeEach
    void start() {
        threadIo.start();
        processor = new CommandProcessorImpl(threadIo);
        device = new FakeDevice(data);
        var runner = new CommandRunner(device);
        Commands.ALL.forEach((name, command) ->
                processor.addCommand("tlcm", ShellCommands.function(runner, command), name));
        processor.addCommand("other", plain, "plain");
        processor.addCommand("other", plain, "fail");
        processor.addCommand("other", plain, "wait4");
        server = new CommandServer(data.resolve("run"), true, 0, (o, e) -> new GogoInterpreter(processor, o, e));
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
        processor.stop();
        threadIo.stop();
    }

    @Test
    void runsLinesOfOneClientOneAfterTheOther() throws IOException {
        try (var client = ShellClient.connect(data)) {
            assertThat(execute(client, "tlcm:status")).isZero();
            assertThat(out.toString()).startsWith("state        RUNNING");
            assertThat(execute(client, "drift --json")).isZero();
            assertThat(out.toString()).startsWith("[");
            assertThat(execute(client, "plain hello")).isZero();
            assertThat(out.toString()).isEqualTo("plain hello\n");
            assertThat(execute(client, "x = 5")).isZero();
            assertThat(execute(client, "plain $x")).isZero();
            assertThat(out.toString()).isEqualTo("plain 5\n");
            assertThat(execute(client, "")).isZero();
        }
    }

    @Test
    void tellsHowItWent() throws IOException {
        try (var client = ShellClient.connect(data)) {
            assertThat(execute(client, "rollback s-99")).isEqualTo(1);
            assertThat(err.toString()).isEqualTo("there is no snapshot s-99\n");
            assertThat(execute(client, "status --nonsense")).isEqualTo(2);
            assertThat(execute(client, "no-such-thing")).isEqualTo(127);
            assertThat(execute(client, "fail")).isEqualTo(1);
            assertThat(err.toString()).isEqualTo("broken in two lines\n");
            assertThat(execute(client, "status")).isZero();
        }
    }

    @Test
    void knowsTheFolderOfTheCaller() throws IOException {
        Files.createDirectories(data.resolve("pictures"));
        Files.write(data.resolve("pictures/a.jpg"), new byte[10]);
        try (var client = ShellClient.connect(data)) {
            assertThat(execute(client, "predict a.jpg")).isEqualTo(1);
            assertThat(execute(client, ":cwd " + data.resolve("pictures"))).isZero();
            assertThat(execute(client, "predict a.jpg")).isZero();
            assertThat(out.toString()).contains("cup0");
        }
    }

    @Test
    void servesSeveralClientsAtOnce() throws Exception {
        try (var slow = ShellClient.connect(data); var quick = ShellClient.connect(data)) {
            var done = new CountDownLatch(1);
            var thread = new Thread(() -> {
                try {
                    slow.execute("wait4", new ByteArrayOutputStream(), new ByteArrayOutputStream());
                    done.countDown();
                } catch (IOException e) {
                    throw new IllegalStateException(e);
                }
            });
            thread.start();
            plain.started.await();
            assertThat(execute(quick, "status")).isZero();
            assertThat(done.getCount()).isEqualTo(1);
            plain.go.countDown();
            assertThat(done.await(10, TimeUnit.SECONDS)).isTrue();
            thread.join();
        }
    }

    @Test
    void refusesALineThatIsTooLongAndGoesOnWithOthers() throws IOException {
        try (var client = ShellClient.connect(data)) {
            assertThat(execute(client, "x".repeat(9000))).isEqualTo(2);
            assertThat(err.toString()).isEqualTo("A line must have at most 8192 bytes\n");
        }
        try (var client = ShellClient.connect(data)) {
            assertThat(execute(client, "plain " + "x".repeat(8000))).isZero();
        }
    }

    @Test
    void belongsToTheUserAlone() throws IOException {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(data.resolve("run"))))
                .isEqualTo("rwx------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(data.resolve("run/shell.sock"))))
                .isEqualTo("rw-------");
    }

    @Test
    void takesOverAStaleSocketButNotOneThatAnswers() throws IOException {
        var second = new CommandServer(data.resolve("run"), true, 0, (o, e) -> new GogoInterpreter(processor, o, e));
        second.close();
        try (var client = ShellClient.connect(data)) {
            assertThat(execute(client, "status")).isZero();
        }
        server.close();
        // A process that was killed leaves its socket behind.
        var killed = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        killed.bind(UnixDomainSocketAddress.of(data.resolve("run/shell.sock")));
        killed.close();
        assertThat(data.resolve("run/shell.sock")).exists();
        server = new CommandServer(data.resolve("run"), true, 0, (o, e) -> new GogoInterpreter(processor, o, e));
        try (var client = ShellClient.connect(data)) {
            assertThat(execute(client, "status")).isZero();
        }
    }

    @Test
    void findsAPlaceForALongPath() throws IOException {
        var deep = data.resolve("d".repeat(120)).resolve("run");
        var temporary = Files.createDirectories(data.resolve("t"));
        var place = new SocketPlace(deep, temporary);
        try (var channel = place.bind()) {
            assertThat(channel.isOpen()).isTrue();
            assertThat(place.socket()).startsWith(temporary);
            assertThat(Files.readString(deep.resolve("shell.path")).strip()).isEqualTo(place.socket().toString());
        }
        place.remove();
        assertThat(place.socket()).doesNotExist();
    }

    @Test
    void theRemoteShellWantsTheKey() throws IOException {
        var port = freePort();
        var run = data.resolve("remote");
        var remote = new CommandServer(run, false, port, (o, e) -> new GogoInterpreter(processor, o, e));
        try {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(run.resolve("shell.key"))))
                    .isEqualTo("rw-------");
            try (var client = ShellClient.over(SocketChannel.open(loopback(port)))) {
                assertThat(execute(client, "0".repeat(64))).isEqualTo(2);
                assertThatThrownBy(() -> execute(client, "status")).isInstanceOf(IOException.class);
            }
            try (var client = ShellClient.over(SocketChannel.open(loopback(port)))) {
                assertThat(execute(client, Files.readString(run.resolve("shell.key")).strip())).isZero();
                assertThat(execute(client, "status")).isZero();
                assertThat(execute(client, "status")).isZero();
            }
        } finally {
            remote.close();
        }
    }

    @Test
    void noKeyIsAcceptedForAMinuteAfterFiveWrongOnes() {
        var now = new long[1];
        var key = new AccessKey("a".repeat(64), () -> now[0]);
        for (int i = 0; i < 5; i++) {
            assertThat(key.accepts("b".repeat(64))).isFalse();
        }
        assertThat(key.accepts("a".repeat(64))).isFalse();
        now[0] += 61_000_000_000L;
        assertThat(key.accepts("a".repeat(64))).isTrue();
    }

    private int execute(ShellClient client, String line) throws IOException {
        out.reset();
        err.reset();
        return client.execute(line, out, err);
    }

    private static InetSocketAddress loopback(int port) {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
