package org.tinysphere.simulator;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** A bad line to a server: each connection is cut at a random byte, until so many have been. */
final class CuttingProxy implements Closeable {
    private final ServerSocket door;
    private final int target;
    private final int most;
    private final int cuts;
    private final SplittableRandom random = new SplittableRandom(7);
    private final AtomicInteger cut = new AtomicInteger();
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        var thread = new Thread(task, "line");
        thread.setDaemon(true);
        return thread;
    });

    /**
     * @param target port of the server
     * @param most a connection is cut before so many bytes have gone to the server
     * @param cuts how many
     */
    CuttingProxy(int target, int most, int cuts) throws IOException {
        this.target = target;
        this.most = most;
        this.cuts = cuts;
        door = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
        threads.execute(this::accept);
    }

    int port() {
        return door.getLocalPort();
    }

    int cut() {
        return cut.get();
    }

    private void accept() {
        while (!door.isClosed()) {
            try {
                var client = door.accept();
                threads.execute(() -> connect(client));
            } catch (IOException e) {
                if (!door.isClosed()) {
                    throw new java.io.UncheckedIOException(e);
                }
            }
        }
    }

    private void connect(Socket client) {
        try (client; var server = new Socket(InetAddress.getLoopbackAddress(), target)) {
            threads.execute(() -> answers(server, client));
            forward(client.getInputStream(), server.getOutputStream());
        } catch (IOException e) {
            // One of the two is gone, or nobody listens: so is the line.
            return;
        }
    }

    private void forward(InputStream in, OutputStream out) throws IOException {
        var left = cut.get() < cuts ? next() : Long.MAX_VALUE;
        var buffer = new byte[8192];
        while (true) {
            var read = in.read(buffer, 0, (int) Math.min(buffer.length, left));
            if (read < 0) {
                return;
            }
            out.write(buffer, 0, read);
            left -= read;
            if (left == 0) {
                cut.incrementAndGet();
                return;
            }
        }
    }

    private synchronized long next() {
        return random.nextInt(1, most);
    }

    private static void answers(Socket server, Socket client) {
        try {
            server.getInputStream().transferTo(client.getOutputStream());
            client.close();
        } catch (IOException e) {
            // The same on the way back.
            return;
        }
    }

    @Override
    public void close() throws IOException {
        door.close();
        threads.shutdownNow();
    }
}
