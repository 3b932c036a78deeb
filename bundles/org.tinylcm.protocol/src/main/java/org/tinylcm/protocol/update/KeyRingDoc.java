package org.tinylcm.protocol.update;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import org.tinylcm.protocol.Checks;
import org.tinylcm.protocol.Versioned;

/**
 * The keys that devices trust. A new ring counts if its version is one higher than that of the old one, and at least
 * the threshold of root keys of the old one and of the new one signed it.
 *
 * @param version from 1
 * @param expires from then on no release is accepted before there is a newer ring
 * @param threshold signatures of different root keys that a ring needs, and of different release keys that a release
 *         needs for each of its artifacts, at least 1
 * @param keys at most 64; at least the threshold of each role
 */
public record KeyRingDoc(int schemaVersion, long version, Instant expires, int threshold, List<KeyDoc> keys)
        implements Versioned {
    public static final int VERSION = 1;

    public KeyRingDoc {
        if (version < 1) {
            throw new IllegalArgumentException("'version' must be at least 1, not " + version);
        }
        Checks.required(expires, "expires");
        keys = Checks.list(keys, "keys", 64);
        var ids = new HashSet<String>();
        for (var key : keys) {
            if (!ids.add(key.keyId())) {
                throw new IllegalArgumentException("'keys' has " + key.keyId() + " twice");
            }
        }
        for (var role : List.of(KeyDoc.ROOT, KeyDoc.RELEASE)) {
            if (threshold < 1 || keys.stream().filter(key -> key.role().equals(role)).count() < threshold) {
                throw new IllegalArgumentException("'threshold' must be at least 1 and at most the number of " + role
                        + " keys");
            }
        }
    }
}
