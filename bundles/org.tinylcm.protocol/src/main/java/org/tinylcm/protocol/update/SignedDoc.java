package org.tinylcm.protocol.update;

import java.util.List;
import org.tinylcm.protocol.Checks;
import org.tinylcm.protocol.Versioned;

/**
 * Bytes that were signed, with their signatures (Ed25519, RFC 8032). Signed is a line that says what the bytes are
 * ({@link #RELEASE} or {@link #KEYS}) followed by the bytes, so that one kind of document cannot stand for another.
 *
 * @param payload Base64 of exactly those bytes: JSON of a {@link ReleaseDoc} or a {@link KeyRingDoc}
 * @param signatures at most 32; none: it is unsigned
 */
public record SignedDoc(int schemaVersion, String payload, List<SignatureDoc> signatures) implements Versioned {
    public static final int VERSION = 1;
    /** What the signed bytes of a {@link ReleaseDoc} begin with. */
    public static final String RELEASE = "tinylcm release 1\n";
    /** What the signed bytes of a {@link KeyRingDoc} begin with. */
    public static final String KEYS = "tinylcm keys 1\n";

    public SignedDoc {
        Checks.base64(payload, "payload", 1 << 20);
        signatures = Checks.list(signatures, "signatures", 32);
    }
}
