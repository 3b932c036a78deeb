package org.tinylcm.sync.internal;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import org.tinylcm.protocol.Json;
import org.tinylcm.protocol.JsonLimits;
import org.tinylcm.protocol.LocationDoc;
import org.tinylcm.sync.client.Http;

/**
 * Asks an address that answers with JSON: {@code lat} and {@code lon} (or {@code latitude} and {@code longitude}, or
 * {@code loc} with both), and {@code accuracy} in metres if it knows. What it does not say is not known.
 */
final class HttpLocator implements Locator {
    private static final int LIMIT = 16 << 10;
    private final Http http;
    private final URI address;
    private final Duration patience;
    private final Clock clock;

    HttpLocator(Http http, URI address, Duration patience, Clock clock) {
        this.http = http;
        this.address = address;
        this.patience = patience;
        this.clock = clock;
    }

    @Override
    public LocationDoc find() throws IOException, InterruptedException {
        var text = http.get(address, patience, LIMIT);
        try {
            var object = Json.tree(text, address.getHost(), JsonLimits.DOCUMENT).getAsJsonObject();
            var both = object.has("loc") ? object.get("loc").getAsString().split(",", 2) : new String[2];
            return new LocationDoc(number(object, both[0], "lat", "latitude"),
                    number(object, both.length < 2 ? null : both[1], "lon", "lng", "longitude"),
                    object.has("accuracy") ? Double.valueOf(object.get("accuracy").getAsDouble()) : null, "http",
                    clock.instant());
        } catch (IllegalStateException | IllegalArgumentException | UnsupportedOperationException e) {
            throw new IOException(address.getHost() + " gives no position: " + e.getMessage(), e);
        }
    }

    private static double number(JsonObject object, String otherwise, String... names) {
        for (var name : names) {
            if (object.has(name)) {
                return object.get(name).getAsDouble();
            }
        }
        if (otherwise == null) {
            throw new IllegalArgumentException("'" + names[0] + "' is missing");
        }
        return Double.parseDouble(otherwise.trim());
    }
}
