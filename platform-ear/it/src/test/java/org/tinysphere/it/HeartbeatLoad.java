package org.tinysphere.it;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.tinysphere.core.control.Secrets;

/**
 * Measures heartbeats: {@code HeartbeatLoad <port> <server's pid> <database URL> <user> <password> <devices> <per
 * second> <seconds> <points>}. Makes the devices in the database, then sends over eight kept connections, by plain
 * sockets so that the client costs little. No test, because it wants a machine of its own.
 */
final class HeartbeatLoad {
    private static final int CONNECTIONS = 8;

    private HeartbeatLoad() {
    }

    public static void main(String[] arguments) throws Exception {
        var port = Integer.parseInt(arguments[0]);
        var pid = arguments[1];
        var devices = Integer.parseInt(arguments[5]);
        var rate = Integer.parseInt(arguments[6]);
        var seconds = Integer.parseInt(arguments[7]);
        var points = Integer.parseInt(arguments[8]);
        var secret = "tsd_load";
        try (var connection = DriverManager.getConnection(arguments[2], arguments[3], arguments[4]);
                var insert = connection.prepareStatement("insert into device (id, key_hash, name, secret_hash, "
                        + "registered_at) select 'load-' || i, decode(md5('load' || i), 'hex'), 'load', ?, now() "
                        + "from generate_series(1, ?) i on conflict do nothing")) {
            insert.setBytes(1, Secrets.hash(secret));
            insert.setInt(2, devices);
            insert.executeUpdate();
        }
        run(port, devices, rate, 30, points, secret, null);
        var before = cpu(pid);
        run(port, devices, rate, seconds, points, secret, () -> cpu(pid) - before);
    }

    /** Processor time of the server so far, in ticks of 10 ms. */
    private static long cpu(String pid) {
        try {
            var fields = Files.readString(Path.of("/proc", pid, "stat")).replaceAll("^.*\\) ", "").split(" ");
            return Long.parseLong(fields[11]) + Long.parseLong(fields[12]);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static void run(int port, int devices, int rate, int seconds, int points, String secret,
            java.util.function.LongSupplier cpuTicks) throws InterruptedException {
        var total = (long) rate * seconds;
        var next = new AtomicLong();
        var latencies = new int[(int) total];
        var refused = new AtomicInteger();
        var failed = new AtomicInteger();
        var done = new CountDownLatch(CONNECTIONS);
        var begin = System.nanoTime();
        for (var c = 0; c < CONNECTIONS; c++) {
            new Thread(() -> {
                try (var link = new Link(port)) {
                    for (var i = next.getAndIncrement(); i < total; i = next.getAndIncrement()) {
                        var due = begin + i * 1_000_000_000L / rate;
                        for (var wait = due - System.nanoTime(); wait > 0; wait = due - System.nanoTime()) {
                            LockSupport.parkNanos(wait);
                        }
                        var status = link.send(request("load-" + (i % devices + 1), secret, points, i));
                        // From when it was due, so that a stalled server does not hide its own delays.
                        latencies[(int) i] = (int) ((System.nanoTime() - due) / 1000);
                        if (status == 429) {
                            refused.incrementAndGet();
                        } else if (status != 200) {
                            failed.incrementAndGet();
                        }
                    }
                } catch (IOException e) {
                    failed.incrementAndGet();
                    System.err.println(e);
                } finally {
                    done.countDown();
                }
            }).start();
        }
        done.await();
        if (cpuTicks != null) {
            var took = (System.nanoTime() - begin) / 1e9;
            Arrays.sort(latencies);
            System.out.printf("%d heartbeats in %.1f s = %.0f/s; p50 %d us, p99 %d us, max %d us; 429: %d, errors: %d; "
                    + "server cpu per heartbeat %.3f ms%n", total, took, total / took, latencies[(int) (total / 2)],
                    latencies[(int) (total * 99 / 100)], latencies[(int) total - 1], refused.get(), failed.get(),
                    cpuTicks.getAsLong() * 10.0 / total);
        }
    }

    private static byte[] request(String id, String secret, int points, long number) {
        var metrics = new StringBuilder();
        if (points > 0) {
            metrics.append("{\"at\":\"").append(java.time.Instant.now()).append("\",\"values\":{");
            for (var i = 0; i < points; i++) {
                metrics.append(i == 0 ? "" : ",").append("\"load.metric.").append(i).append("\":").append(number + 0.5);
            }
            metrics.append("}}");
        }
        var body = "{\"schemaVersion\":1,\"health\":\"ok\",\"intervalSeconds\":30,\"versions\":{\"org.tinylcm.classifier"
                + ".knn\":\"0.1.0\",\"org.tinylcm.api\":\"0.1.0\"},\"metrics\":[" + metrics + "]}";
        return ("POST /api/v1/devices/" + id + "/heartbeat HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + secret
                + "\r\nContent-Type: application/json\r\nContent-Length: " + body.length() + "\r\n\r\n" + body)
                .getBytes(StandardCharsets.US_ASCII);
    }

    /** A kept connection; the server ends it after some hundred requests, then there is a new one. */
    private static final class Link implements AutoCloseable {
        private final int port;
        private Socket socket;
        private BufferedInputStream in;

        private Link(int port) {
            this.port = port;
        }

        private int send(byte[] request) throws IOException {
            if (socket == null) {
                socket = new Socket("127.0.0.1", port);
                socket.setTcpNoDelay(true);
                in = new BufferedInputStream(socket.getInputStream());
            }
            socket.getOutputStream().write(request);
            var status = Integer.parseInt(line().substring(9, 12));
            var length = 0;
            var last = false;
            for (var header = line(); !header.isEmpty(); header = line()) {
                if (header.regionMatches(true, 0, "Content-Length:", 0, 15)) {
                    length = Integer.parseInt(header.substring(15).trim());
                }
                last |= header.equalsIgnoreCase("Connection: close");
            }
            in.skipNBytes(length);
            if (last) {
                close();
            }
            return status;
        }

        private String line() throws IOException {
            var line = new StringBuilder();
            for (var c = in.read(); c != '\n'; c = in.read()) {
                if (c < 0) {
                    throw new IOException("the server closed the connection");
                }
                if (c != '\r') {
                    line.append((char) c);
                }
            }
            return line.toString();
        }

        @Override
        public void close() throws IOException {
            if (socket != null) {
                socket.close();
                socket = null;
            }
        }
    }
}
