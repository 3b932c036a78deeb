package org.tinylcm.sync;

import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * The connection at one moment.
 *
 * @param state what it is like
 * @param detail one sentence, e.g. why the last call failed; may be empty
 * @param url address of the platform
 * @param deviceId name that the platform gave the device, empty before it did
 * @param lastContact latest answer from the platform, null if none since the start
 * @param nextContact when the next call is due, null if none is planned
 * @param waiting packages in the spool
 * @param waitingBytes their size
 * @param counters packages made, delivered, evicted, …, and calls, since the start, by dotted name
 */
public record SyncStatus(State state, String detail, String url, String deviceId, Instant lastContact,
        Instant nextContact, int waiting, long waitingBytes, Map<String, Long> counters) {

    public SyncStatus {
        counters = Collections.unmodifiableMap(new TreeMap<>(counters));
    }

    public enum State {
        /** No call has been made yet. */
        STARTING,
        /** The latest call was answered. */
        CONNECTED,
        /** The platform does not answer, or not as it should; tried again with growing pauses. */
        OFFLINE,
        /** The platform does not want this device: wrong token, or retired. Tried again, rarely. */
        REFUSED
    }
}
