package org.tinylcm.protocol;

/**
 * What waits for the device.
 *
 * @param feedback true: ask for feedback and commands
 * @param configuration true: ask for the desired configuration
 * @param update true: ask for the desired state
 * @param rotateSecret true: ask for a new secret
 * @param schema true: send the configuration's schema
 * @param nextSeconds when to send the next heartbeat
 */
public record HeartbeatAnswer(int schemaVersion, boolean feedback, boolean configuration, boolean update,
        boolean rotateSecret, boolean schema, int nextSeconds) implements Versioned {
    public static final int VERSION = 1;
}
