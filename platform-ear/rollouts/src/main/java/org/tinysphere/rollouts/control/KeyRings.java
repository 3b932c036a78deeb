package org.tinysphere.rollouts.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.tinylcm.protocol.Json;
import org.tinylcm.protocol.update.KeyDoc;
import org.tinylcm.protocol.update.SignedDoc;
import org.tinylcm.release.TrustStore;
import org.tinysphere.core.control.Actor;
import org.tinysphere.core.control.AuditLog;
import org.tinysphere.core.control.Db;
import org.tinysphere.core.control.Problem;

/**
 * The chain of key rings: what devices trust. The platform has public keys only, and no device believes it one: a ring
 * counts by its signatures.
 */
@ApplicationScoped
public class KeyRings {
    private static final long LOCK = 7_310_050;
    @Inject
    private Db db;
    @Inject
    private AuditLog audit;
    @Inject
    private Actor actor;

    @Schema(name = "KeyRingView")
    public record View(long version, Instant expires, int threshold, List<KeyDoc> keys, String uploadedBy,
            Instant uploadedAt) {
    }

    /**
     * Takes the first ring, or the next one, in the transaction of the caller.
     *
     * @throws Problem 422 it does not follow the last one, or is not signed as it must be
     */
    public View add(SignedDoc signed) {
        db.list("select pg_advisory_xact_lock(" + LOCK + ")", row -> "");
        var trust = trust();
        var next = Refusals.check(() -> trust.isEmpty() ? TrustStore.root(signed) : trust.get().next(signed));
        var ring = next.ring();
        db.update("insert into key_ring (version, signed, expires, uploaded_by, uploaded_at) values (?, ?, ?, ?, now())",
                ring.version(), Json.write(signed), ring.expires(), actor.name());
        audit.record("key-ring.add", "key-ring/" + ring.version(), Map.of("keys",
                ring.keys().stream().map(KeyDoc::keyId).toList()));
        return all().get(0);
    }

    /** Those of a chain that are new here, e.g. from a {@code .tlcu} file. */
    void follow(List<SignedDoc> chain) {
        for (var signed : chain) {
            var known = trust().map(store -> store.ring().version()).orElse(0L);
            var version = Refusals.check(() -> TrustStore.root(signed)).ring().version();
            // The first of all is for the admin to bring: whoever may upload a release must not choose whom to trust.
            if (known > 0 && version > known) {
                add(signed);
            }
        }
    }

    /** The latest; empty if there is none. */
    Optional<TrustStore> trust() {
        return db.first("select signed from key_ring order by version desc limit 1", row -> row.text("signed"))
                .map(json -> TrustStore.root(Json.read(json, SignedDoc.class, "database", Documents.LIMITS)));
    }

    /** The newest first. */
    public List<View> all() {
        return db.list("select * from key_ring order by version desc", row -> {
            var ring = TrustStore.root(Json.read(row.text("signed"), SignedDoc.class, "database", Documents.LIMITS))
                    .ring();
            return new View(ring.version(), ring.expires(), ring.threshold(), ring.keys(), row.text("uploaded_by"),
                    row.time("uploaded_at"));
        });
    }

    /** Those above a version, in order, as a JSON array. */
    public String after(long version) {
        return '[' + String.join(",", db.list("select signed from key_ring where version > ? order by version",
                row -> row.text("signed"), version)) + ']';
    }
}
