package org.tinylcm.protocol;

import java.util.List;

/**
 * What waits for the device.
 *
 * @param feedback true: ask for feedback and commands
 * @param configuration true: ask for the desired configuration
 * @param update true: ask for the desired state
 * @param rotateSecret true: ask for a new secret
 * @param schema true: send the configuration's schema
 * @param nextSeconds when to send the next heartbeat
 * @param compressions what packages may be in, e.g. {@code gzip}, {@code zstd}; absent: only {@code gzip}
 */
public record HeartbeatAnswer(int schemaVersion, boolean feedback, boolean configuration, boolean update,
        boolean rotateSecret, boolean schema, int nextSeconds, List<String> compressions) implements Versioned {
    public static final int VERSION = 1;

    public HeartbeatAnswer {
        compressions = compressions == null ? null : Checks.list(compressions);
    }

    /** Of a platform that takes gzip only. */
    public HeartbeatAnswer(int schemaVersion, boolean feedback, boolean configuration, boolean update,
            boolean rotateSecret, boolean schema, int nextSeconds) {
        this(schemaVersion, feedback, configuration, update, rotateSecret, schema, nextSeconds, null);
    }

    /** What packages may be in. */
    public List<String> taken() {
        return compressions == null ? List.of("gzip") : compressions;
    }
}
