package org.tinylcm.protocol.update;

import java.util.List;
import org.tinylcm.protocol.Checks;

/**
 * A public key that a device trusts.
 *
 * @param keyId first 16 hexadecimal digits of the SHA-256 of the raw 32 bytes of the key
 * @param publicKey Base64 of its X.509 form (RFC 8410)
 * @param role {@link #RELEASE} or {@link #ROOT}
 * @param names artifacts that a release key may sign, with {@code *} for any characters; empty for all
 */
public record KeyDoc(String keyId, String publicKey, String role, List<String> names) {
    /** May sign releases. */
    public static final String RELEASE = "release";
    /** May sign key rings. */
    public static final String ROOT = "root";

    public KeyDoc {
        Checks.hex(keyId, "keyId", 16);
        Checks.base64(publicKey, "publicKey", 120);
        if (!RELEASE.equals(role) && !ROOT.equals(role)) {
            throw new IllegalArgumentException("'role' must be 'release' or 'root'");
        }
        names = Checks.list(names, "names", 100);
        for (var name : names) {
            if (!name.matches("[A-Za-z0-9._*-]{1,160}")) {
                throw new IllegalArgumentException("'names' must be letters, digits, '.', '-', '_' and '*'");
            }
        }
    }
}
