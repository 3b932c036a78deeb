package org.tinylcm.release;

import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.tinylcm.protocol.Json;
import org.tinylcm.protocol.update.KeyRingDoc;
import org.tinylcm.protocol.update.ReleaseDoc;
import org.tinylcm.protocol.update.SignatureDoc;
import org.tinylcm.protocol.update.SignedDoc;

/** Makes signed documents. */
public final class ReleaseSigner {
    private ReleaseSigner() {
    }

    public static SignedDoc sign(ReleaseDoc release, List<KeyPair> keys) {
        return sign(SignedDoc.RELEASE, Json.pretty(release), keys);
    }

    public static SignedDoc sign(KeyRingDoc ring, List<KeyPair> keys) {
        return sign(SignedDoc.KEYS, Json.pretty(ring), keys);
    }

    /**
     * Adds a signature to a document that others have signed; one of the same key is replaced.
     *
     * @param type {@link SignedDoc#RELEASE} or {@link SignedDoc#KEYS}
     */
    public static SignedDoc add(SignedDoc signed, String type, KeyPair keys) {
        var id = Ed25519.id(keys.getPublic());
        var signatures = new ArrayList<>(signed.signatures());
        signatures.removeIf(signature -> signature.keyId().equals(id));
        var value = Ed25519.sign(keys.getPrivate(), message(type, Base64.getDecoder().decode(signed.payload())));
        signatures.add(new SignatureDoc(id, Base64.getEncoder().encodeToString(value)));
        return new SignedDoc(signed.schemaVersion(), signed.payload(), signatures);
    }

    static byte[] message(String type, byte[] payload) {
        var line = type.getBytes(StandardCharsets.US_ASCII);
        var message = new byte[line.length + payload.length];
        System.arraycopy(line, 0, message, 0, line.length);
        System.arraycopy(payload, 0, message, line.length, payload.length);
        return message;
    }

    private static SignedDoc sign(String type, String json, List<KeyPair> keys) {
        var payload = Base64.getEncoder().encodeToString(json.getBytes(StandardCharsets.UTF_8));
        var signed = new SignedDoc(SignedDoc.VERSION, payload, List.of());
        for (var pair : keys) {
            signed = add(signed, type, pair);
        }
        return signed;
    }
}
