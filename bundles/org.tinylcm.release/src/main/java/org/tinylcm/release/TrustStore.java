package org.tinylcm.release;

import java.security.PublicKey;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.tinylcm.protocol.BadJsonException;
import org.tinylcm.protocol.Json;
import org.tinylcm.protocol.JsonLimits;
import org.tinylcm.protocol.update.KeyDoc;
import org.tinylcm.protocol.update.KeyRingDoc;
import org.tinylcm.protocol.update.ReleaseDoc;
import org.tinylcm.protocol.update.SignedDoc;
import org.tinylcm.release.RefusedException.Reason;

/**
 * The keys that are trusted, and what follows from them. Immutable. The root of trust is the first ring, which whoever
 * sets a device up puts there; each further one is vouched for by the one before it.
 */
public final class TrustStore {
    private final KeyRingDoc ring;
    private final Map<String, PublicKey> keys = new HashMap<>();

    private TrustStore(KeyRingDoc ring) {
        this.ring = ring;
        for (var key : ring.keys()) {
            try {
                var decoded = Ed25519.publicKey(Base64.getDecoder().decode(key.publicKey()));
                if (!Ed25519.id(decoded).equals(key.keyId())) {
                    throw new IllegalArgumentException("the id does not belong to the key");
                }
                keys.put(key.keyId(), decoded);
            } catch (IllegalArgumentException e) {
                throw new RefusedException(Reason.MALFORMED, "key ring: key " + key.keyId() + ": " + e.getMessage(),
                        e);
            }
        }
    }

    /**
     * The first ring. It must carry the signatures of its own root keys, which shows that it is whole and that those
     * who made it hold the keys.
     *
     * @throws RefusedException it does not
     */
    public static TrustStore root(SignedDoc signed) {
        var payload = payload(signed);
        var store = new TrustStore(read(payload, KeyRingDoc.class, "key ring"));
        store.requireRoots(signed, payload, "its own");
        return store;
    }

    /**
     * The next ring.
     *
     * @throws RefusedException it is not vouched for, or not the next one
     */
    public TrustStore next(SignedDoc signed) {
        var payload = payload(signed);
        // Signatures first: nothing of what is not vouched for is looked at.
        requireRoots(signed, payload, "the present");
        var next = new TrustStore(read(payload, KeyRingDoc.class, "key ring"));
        next.requireRoots(signed, payload, "its own");
        if (next.ring.version() != ring.version() + 1) {
            throw new RefusedException(Reason.DOWNGRADED, "key ring " + next.ring.version()
                    + " cannot follow key ring " + ring.version());
        }
        return next;
    }

    /**
     * Reads a release that enough keys have signed, each for every artifact and configuration in it.
     *
     * @param now time of the device
     * @throws RefusedException it must not be trusted
     */
    public ReleaseDoc release(SignedDoc signed, Instant now) {
        if (!ring.expires().isAfter(now)) {
            throw new RefusedException(Reason.EXPIRED, "the key ring " + ring.version() + " expired on "
                    + ring.expires() + "; a newer one is needed");
        }
        var payload = payload(signed);
        var signers = signers(signed, SignedDoc.RELEASE, payload, KeyDoc.RELEASE);
        if (signers.size() < ring.threshold()) {
            throw tooFew("the release", signers.size());
        }
        var release = read(payload, ReleaseDoc.class, "release");
        release.artifacts().forEach(artifact -> requireSigned(signers, artifact.name()));
        release.configuration().keySet().forEach(pid -> requireSigned(signers, pid));
        return release;
    }

    public KeyRingDoc ring() {
        return ring;
    }

    private void requireSigned(Set<String> signers, String name) {
        var count = ring.keys().stream().filter(key -> signers.contains(key.keyId()) && allows(key, name)).count();
        if (count < ring.threshold()) {
            throw tooFew("'" + name + "' in the release", count);
        }
    }

    private static boolean allows(KeyDoc key, String name) {
        return key.names().isEmpty() || key.names().stream().anyMatch(pattern -> matches(pattern, name));
    }

    /** A star is any characters. The first place that fits is right for all parts but the last. */
    static boolean matches(String pattern, String name) {
        var parts = pattern.split("\\*", -1);
        if (parts.length == 1) {
            return pattern.equals(name);
        }
        var last = parts[parts.length - 1];
        if (!name.startsWith(parts[0]) || !name.endsWith(last)) {
            return false;
        }
        var at = parts[0].length();
        for (int i = 1; i < parts.length - 1; i++) {
            var found = name.indexOf(parts[i], at);
            if (found < 0) {
                return false;
            }
            at = found + parts[i].length();
        }
        return at <= name.length() - last.length();
    }

    private void requireRoots(SignedDoc signed, byte[] payload, String whose) {
        var signers = signers(signed, SignedDoc.KEYS, payload, KeyDoc.ROOT);
        if (signers.size() < ring.threshold()) {
            throw tooFew("the key ring, by " + whose + " root keys,", signers.size());
        }
    }

    private Set<String> signers(SignedDoc signed, String type, byte[] payload, String role) {
        if (signed.signatures().isEmpty()) {
            throw new RefusedException(Reason.UNSIGNED, "not signed");
        }
        var message = ReleaseSigner.message(type, payload);
        var signers = new HashSet<String>();
        for (var key : ring.keys()) {
            if (key.role().equals(role) && signed.signatures().stream().anyMatch(signature ->
                    signature.keyId().equals(key.keyId()) && Ed25519.verify(keys.get(key.keyId()), message,
                            decoded(signature.value())))) {
                signers.add(key.keyId());
            }
        }
        return signers;
    }

    private RefusedException tooFew(String what, long count) {
        return new RefusedException(Reason.SIGNATURE, what + " has " + count + " valid signatures of keys that may sign"
                + " it, needed: " + ring.threshold());
    }

    private static byte[] payload(SignedDoc signed) {
        return decoded(signed.payload());
    }

    private static byte[] decoded(String base64) {
        try {
            return Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            throw new RefusedException(Reason.MALFORMED, "not Base64: " + e.getMessage(), e);
        }
    }

    private static <T> T read(byte[] payload, Class<T> type, String origin) {
        try {
            return Json.read(payload, type, origin, JsonLimits.DOCUMENT);
        } catch (BadJsonException e) {
            throw new RefusedException(Reason.MALFORMED, e.getMessage(), e);
        }
    }
}
