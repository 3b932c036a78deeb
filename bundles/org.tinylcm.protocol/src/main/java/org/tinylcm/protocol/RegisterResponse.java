package org.tinylcm.protocol;

/**
 * The device belongs to the platform.
 *
 * @param deviceId names it in every later call
 * @param secret bearer token of every later call; the platform does not keep it and cannot show it again
 * @param heartbeatSeconds how often to send a heartbeat
 */
public record RegisterResponse(int schemaVersion, String deviceId, String secret, int heartbeatSeconds)
        implements Versioned {
    public static final int VERSION = 1;

    public RegisterResponse {
        Checks.required(deviceId, "deviceId");
        Checks.required(secret, "secret");
    }
}
