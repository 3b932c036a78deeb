package org.tinysphere.it;

import java.net.http.HttpRequest;
import java.time.Instant;
import java.util.List;
import org.tinylcm.protocol.Json;
import org.tinylcm.protocol.update.ArtifactDoc;
import org.tinylcm.protocol.update.ReleaseDoc;
import org.tinylcm.protocol.update.SignedDoc;
import org.tinylcm.release.Ed25519;
import org.tinylcm.release.ReleaseSigner;
import org.tinysphere.simulator.SampleReleases;

/** One chain of keys for all tests, because a platform has one. */
final class SignedReleases {
    private static final SampleReleases KEYS = new SampleReleases();
    private static boolean trusted;

    private SignedReleases() {
    }

    /** Makes the platform know the keys. */
    static synchronized SignedDoc trust(Api admin) {
        if (!trusted) {
            admin.post("key-rings", Json.write(KEYS.ring())).expect(201);
            trusted = true;
        }
        return KEYS.ring();
    }

    static long nextNumber() {
        return KEYS.nextNumber();
    }

    static ReleaseDoc release(long number, Instant expires, List<ArtifactDoc> artifacts) {
        return KEYS.release(number, expires, artifacts);
    }

    static ReleaseDoc release(List<ArtifactDoc> artifacts) {
        return KEYS.release(artifacts);
    }

    static SignedDoc sign(ReleaseDoc release) {
        return KEYS.sign(release);
    }

    static SignedDoc signByStranger(ReleaseDoc release) {
        return ReleaseSigner.sign(release, List.of(Ed25519.newKeys()));
    }

    static Api.Answer upload(Api api, String path, byte[] body) {
        return api.send(path, request -> request.POST(HttpRequest.BodyPublishers.ofByteArray(body))
                .header("Content-Type", "application/octet-stream"));
    }
}
