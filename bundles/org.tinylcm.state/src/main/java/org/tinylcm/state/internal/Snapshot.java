package org.tinylcm.state.internal;

import java.time.Instant;
import java.util.Map;
import org.tinylcm.state.ComponentState;

/**
 * What one file says.
 *
 * @param id counter, the same as in the file's name
 * @param kind {@code latest} or {@code snapshot}
 * @param at wall-clock time
 * @param reason why it was taken
 * @param modelId pack that was in use
 * @param states states by stage name
 */
record Snapshot(String id, String kind, Instant at, String reason, String modelId,
        Map<String, ComponentState> states) {
    static final String LATEST = "latest";
    static final String SNAPSHOT = "snapshot";
}
