package org.tinylcm.sync.client;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;

/** A line between device and platform that breaks after a number of bytes. */
final class BrokenLine implements AutoCloseable {
    private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final int to;
    private final AtomicLong there = new AtomicLong(Long.MAX_VALUE);
    private final AtomicLong back = new AtomicLong(Long.MAX_VALUE);

    BrokenLine(int to) throws IOException {
        this.to = to;
        threads.execute(this::accept);
    }

    int port() {
        return server.getLocalPort();
    }

    /** All connections break; the next ones do so after so many bytes in either direction. */
    void cutAfter(long bytesThere, long bytesBack) {
        breakAll();
        there.set(bytesThere);
        back.set(bytesBack);
    }

    void heal() {
        cutAfter(Long.MAX_VALUE, Long.MAX_VALUE);
    }

    private void accept() {
        try {
            while (true) {
                var device = server.accept();
                var platform = new Socket(InetAddress.getLoopbackAddress(), to);
                sockets.add(device);
                sockets.add(platform);
                threads.execute(() -> pump(device, platform, there));
                threads.execute(() -> pump(platform, device, back));
            }
        } catch (IOException e) {
            breakAll();
        }
    }

    private void pump(Socket from, Socket into, AtomicLong left) {
        try (from; into) {
            InputStream in = from.getInputStream();
            var buffer = new byte[700];
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                var may = left.getAndAdd(-n);
                into.getOutputStream().write(buffer, 0, (int) Math.max(0, Math.min(n, may)));
                if (may <= n) {
                    return;
                }
            }
        } catch (IOException e) {
            sockets.remove(from);
        } finally {
            sockets.remove(into);
        }
    }

    private void breakAll() {
        sockets.forEach(socket -> {
            try {
                socket.close();
            } catch (IOException e) {
                sockets.remove(socket);
            }
        });
        sockets.clear();
    }

    @Override
    public void close() throws IOException {
        server.close();
        breakAll();
        threads.shutdownNow();
    }
}
