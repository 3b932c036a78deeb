package org.tinylcm.protocol;

import java.util.Map;

/**
 * A device asks to belong to the platform. Asking again with the same key gives the same device a fresh secret and
 * uses nothing of the token up, so a lost answer does no harm.
 *
 * @param enrollmentToken from an operator; not needed by a device that is registered already
 * @param deviceKey random text of 32 to 128 characters that the device made itself, kept to itself and never changes:
 *         it is the device's identity
 * @param hostname name for people
 * @param platform operating system, e.g. {@code Debian GNU/Linux}
 * @param model hardware, e.g. {@code Raspberry Pi Zero 2 W}
 * @param hardware further facts, numbers or short texts by dotted name, e.g. {@code memory.bytes}
 * @param location absent unless the device's owner switched it on
 */
public record RegisterRequest(int schemaVersion, String enrollmentToken, String deviceKey, String hostname,
        String platform, String platformVersion, String architecture, String java, String runtimeVersion, String model,
        Map<String, Object> hardware, LocationDoc location) implements Versioned {
    public static final int VERSION = 1;

    public RegisterRequest {
        Checks.required(deviceKey, "deviceKey");
        if (!deviceKey.matches("[A-Za-z0-9_-]{32,128}")) {
            throw new IllegalArgumentException("'deviceKey' must have 32..128 letters, digits, '-' or '_'");
        }
        hardware = Checks.map(hardware);
    }
}
