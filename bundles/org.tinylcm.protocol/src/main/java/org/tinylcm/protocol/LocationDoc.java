package org.tinylcm.protocol;

import java.time.Instant;

/**
 * Where a device is, and how it knows.
 *
 * @param latitude degrees, -90..90
 * @param longitude degrees, -180..180
 * @param accuracyMetres radius that it is in with good probability
 * @param method {@code fixed}, {@code gpsd} or {@code http}
 * @param at when it was found out
 */
public record LocationDoc(double latitude, double longitude, Double accuracyMetres, String method, Instant at) {
    public LocationDoc {
        if (!(latitude >= -90 && latitude <= 90)) {
            throw new IllegalArgumentException("'latitude' must be -90..90, not " + latitude);
        }
        if (!(longitude >= -180 && longitude <= 180)) {
            throw new IllegalArgumentException("'longitude' must be -180..180, not " + longitude);
        }
        if (accuracyMetres != null && !(accuracyMetres >= 0)) {
            throw new IllegalArgumentException("'accuracyMetres' must be at least 0, not " + accuracyMetres);
        }
        Checks.required(method, "method");
    }
}
