package org.tinysphere.core.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.tinysphere.core.entity.Role;

/** Keys for scripts. Shown once; later only the first characters, so that one can be told from another. */
@ApplicationScoped
public class ApiKeys {
    public static final String PREFIX = "tsk_";
    private static final String TOPIC = "api-key";
    private final BoundedCache<String, Known> cache = new BoundedCache<>(10_000, Duration.ofSeconds(60));
    @Inject
    private Db db;
    @Inject
    private AuditLog audit;
    @Inject
    private Signals signals;
    @Inject
    private Actor actor;

    private record Known(Caller caller, Instant expires) {
    }

    @Schema(name = "ApiKeysView")
    public record View(long id, String name, String prefix, String role, String createdBy, Instant createdAt,
            Instant expiresAt, Instant revokedAt) {
    }

    /** @param key the whole key, only in the answer to its making */
    @Schema(name = "ApiKeysMade")
    public record Made(long id, String name, String role, String key) {
    }

    public List<View> all() {
        return db.list("select id, name, prefix, role, created_by, created_at, expires_at, revoked_at from api_key "
                + "order by id", row -> new View(row.number("id"), row.text("name"), row.text("prefix"),
                row.text("role"), row.text("created_by"), row.time("created_at"), row.time("expires_at"),
                row.time("revoked_at")));
    }

    @Transactional
    public Made make(String name, Role role, Instant expires) {
        var key = Secrets.make(PREFIX);
        var id = db.first("insert into api_key (name, prefix, key_hash, role, created_by, created_at, expires_at) "
                + "values (?, ?, ?, ?, ?, ?, ?) returning id", row -> row.number("id"), name, key.substring(0, 10),
                Secrets.hash(key), role.id(), actor.name(), Instant.now(), expires).orElseThrow();
        audit.record("api-key.add", "api-key/" + id, Map.of("name", name, "role", role.id()));
        return new Made(id, name, role.id(), key);
    }

    @Transactional
    public void revoke(long id) {
        if (db.update("update api_key set revoked_at = coalesce(revoked_at, now()) where id = ?", id) == 0) {
            throw Problem.missing("API key " + id);
        }
        audit.record("api-key.revoke", "api-key/" + id, Map.of());
        cache.clear();
        signals.send(TOPIC, String.valueOf(id));
    }

    public Optional<Caller> find(String key) {
        var hash = HexFormat.of().formatHex(Secrets.hash(key));
        return cache.get(hash, this::load)
                .filter(known -> known.expires == null || known.expires.isAfter(Instant.now())).map(Known::caller);
    }

    void changed(@Observes Signal signal) {
        if (signal.concerns(TOPIC)) {
            cache.clear();
        }
    }

    private Optional<Known> load(String hash) {
        return db.first("select name, role, expires_at from api_key where key_hash = ? and revoked_at is null",
                row -> new Known(new Caller("key:" + row.text("name"), Role.of(row.text("role")), false, false),
                        row.time("expires_at")), HexFormat.of().parseHex(hash));
    }
}
