package org.tinylcm.protocol.update;

import org.tinylcm.protocol.Checks;

/**
 * @param keyId {@link KeyDoc#keyId} of the key that signed
 * @param value Base64 of the signature's 64 bytes
 */
public record SignatureDoc(String keyId, String value) {

    public SignatureDoc {
        Checks.hex(keyId, "keyId", 16);
        Checks.base64(value, "value", 88);
    }
}
