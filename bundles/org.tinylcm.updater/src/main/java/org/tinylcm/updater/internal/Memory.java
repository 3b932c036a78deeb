package org.tinylcm.updater.internal;

import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.tinylcm.protocol.Versioned;

/**
 * What outlives an update.
 *
 * @param floor time of the latest thing signed that was seen: the clock cannot be right before it
 * @param highest highest number that was ever confirmed
 * @param digest SHA-256 of the payload of that release, empty at first
 * @param lastSet highest number of a set
 * @param lastDeployment highest number of a deployment that was begun
 * @param sequence of the last event of that deployment
 * @param last how the last update ended, null before the first
 * @param since when bundles came, by name
 */
record Memory(int schemaVersion, Instant floor, long highest, String digest, long lastSet, long lastDeployment,
        long sequence, Outcome last, Map<String, Instant> since) implements Versioned {
    static final Memory EMPTY = new Memory(1, Instant.EPOCH, 0, "", 0, 0, 0, null, Map.of());

    /** How an update ended. */
    record Outcome(String release, long deployment, String state, String reason, Instant at,
            Map<String, Double> figures) {
        Outcome {
            figures = figures == null ? Map.of() : Map.copyOf(figures);
        }
    }

    Memory {
        since = since == null ? Map.of() : new TreeMap<>(since);
    }

    Memory seen(Instant signed) {
        return signed.isAfter(floor) ? new Memory(schemaVersion, signed, highest, digest, lastSet, lastDeployment,
                sequence, last, since) : this;
    }

    Memory begun(long deployment) {
        return deployment == lastDeployment ? this : new Memory(schemaVersion, floor, highest, digest, lastSet,
                deployment, 0, last, since);
    }

    Memory next() {
        return new Memory(schemaVersion, floor, highest, digest, lastSet, lastDeployment, sequence + 1, last, since);
    }

    Memory nextSet() {
        return new Memory(schemaVersion, floor, highest, digest, lastSet + 1, lastDeployment, sequence, last, since);
    }

    Memory confirmed(long number, String releaseDigest, Map<String, Instant> arrivals) {
        return new Memory(schemaVersion, floor, number, releaseDigest, lastSet, lastDeployment, sequence, last,
                arrivals);
    }

    Memory ended(Outcome outcome) {
        return new Memory(schemaVersion, floor, highest, digest, lastSet, lastDeployment, sequence, outcome, since);
    }
}
