package org.tinylcm.update;

import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * The hot update at one moment.
 *
 * @param phase what is being done: {@code idle}, or a state of a deployment such as {@code downloading}
 * @param detail one sentence; may be empty
 * @param release name of the release that runs, empty for the distribution
 * @param number its number, 0 for the distribution
 * @param deployment that brought it, 0 if it came from a file or was there from the beginning
 * @param lastRelease the last release that was begun, empty if there was none
 * @param lastOutcome how that ended: {@code confirmed}, {@code rolled_back}, {@code failed}, {@code refused}; empty
 *         while it is under way
 * @param lastReason why, empty if there is nothing to say
 * @param lastAt when it ended, null if it has not
 * @param figures of the last update, e.g. {@code pauseMillis}
 * @param rollbackPossible true if there is a set before this one
 */
public record UpdateStatus(String phase, String detail, String release, long number, long deployment,
        String lastRelease, String lastOutcome, String lastReason, Instant lastAt, Map<String, Double> figures,
        boolean rollbackPossible) {

    public UpdateStatus {
        figures = Collections.unmodifiableMap(new TreeMap<>(figures));
    }
}
