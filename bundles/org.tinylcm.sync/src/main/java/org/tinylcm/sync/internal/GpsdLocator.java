package org.tinylcm.sync.internal;

import com.google.gson.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import org.tinylcm.protocol.Json;
import org.tinylcm.protocol.JsonLimits;
import org.tinylcm.protocol.LocationDoc;

/** Asks the GPS daemon of this machine (protocol of gpsd 3: lines of JSON). */
final class GpsdLocator implements Locator {
    private static final int LONGEST_LINE = 16 << 10;
    private static final int MOST_LINES = 200;
    private final int port;
    private final Duration patience;
    private final Clock clock;

    /** @param patience how long to wait for a position */
    GpsdLocator(int port, Duration patience, Clock clock) {
        this.port = port;
        this.patience = patience;
        this.clock = clock;
    }

    @Override
    public LocationDoc find() throws IOException {
        var until = System.nanoTime() + patience.toNanos();
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 2000);
            socket.getOutputStream().write("?WATCH={\"enable\":true,\"json\":true};\n"
                    .getBytes(StandardCharsets.US_ASCII));
            for (int i = 0; i < MOST_LINES; i++) {
                var line = line(socket, until);
                var position = line == null ? null : position(line);
                if (line == null || position != null) {
                    return position;
                }
            }
            return null;
        }
    }

    /** @return null at the end, or when time is up */
    private static String line(Socket socket, long until) throws IOException {
        var line = new ByteArrayOutputStream();
        while (line.size() < LONGEST_LINE) {
            var left = (until - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                return null;
            }
            socket.setSoTimeout((int) left);
            int b;
            try {
                b = socket.getInputStream().read();
            } catch (SocketTimeoutException e) {
                return null;
            }
            if (b < 0) {
                return null;
            }
            if (b == '\n') {
                return line.toString(StandardCharsets.UTF_8);
            }
            line.write(b);
        }
        throw new IOException("gpsd sends lines longer than " + LONGEST_LINE + " bytes");
    }

    private LocationDoc position(String line) throws IOException {
        try {
            var object = Json.tree(line.trim(), "gpsd", JsonLimits.DOCUMENT).getAsJsonObject();
            // Mode 2 and 3 are fixes in two and three dimensions.
            if (!text(object, "class").equals("TPV") || number(object, "mode", 0) < 2 || !object.has("lat")
                    || !object.has("lon")) {
                return null;
            }
            var accuracy = number(object, "eph", Math.max(number(object, "epx", -1), number(object, "epy", -1)));
            return new LocationDoc(object.get("lat").getAsDouble(), object.get("lon").getAsDouble(),
                    accuracy < 0 ? null : accuracy, "gpsd", clock.instant());
        } catch (IllegalStateException | IllegalArgumentException | UnsupportedOperationException e) {
            throw new IOException("gpsd sends what is not its protocol", e);
        }
    }

    private static String text(JsonObject object, String name) {
        return object.has(name) ? object.get(name).getAsString() : "";
    }

    private static double number(JsonObject object, String name, double otherwise) {
        return object.has(name) ? object.get(name).getAsDouble() : otherwise;
    }
}
