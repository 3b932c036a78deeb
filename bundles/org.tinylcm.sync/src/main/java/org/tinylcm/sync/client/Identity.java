package org.tinylcm.sync.client;

import org.tinylcm.protocol.Versioned;

/**
 * Who the device is to its platform.
 *
 * @param deviceKey random text that the device made at its first start; it never changes
 * @param platform address that the device is registered at
 * @param deviceId name that the platform gave, null before
 * @param secret bearer token, null before
 * @param told digest of what the platform was told at the registration
 */
record Identity(int schemaVersion, String deviceKey, String platform, String deviceId, String secret, String told)
        implements Versioned {
    static final int VERSION = 1;

    Identity {
        if (deviceKey == null || !deviceKey.matches("[A-Za-z0-9_-]{32,128}")) {
            throw new IllegalArgumentException("'deviceKey' is missing or damaged");
        }
    }

    boolean registered() {
        return deviceId != null && secret != null;
    }

    @Override
    public String toString() {
        return "Identity[" + deviceId + "]";
    }
}
