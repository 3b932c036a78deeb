package org.tinysphere.fleet.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tinylcm.protocol.Json;
import org.tinylcm.protocol.LocationDoc;
import org.tinylcm.protocol.RegisterRequest;
import org.tinylcm.protocol.RegisterResponse;
import org.tinysphere.core.control.Actor;
import org.tinysphere.core.control.AuditLog;
import org.tinysphere.core.control.Check;
import org.tinysphere.core.control.Db;
import org.tinysphere.core.control.Problem;
import org.tinysphere.core.control.Secrets;

/** How devices come in: tokens that operators hand out, and what a device gets for one. */
@ApplicationScoped
public class Enrollment {
    private static final String ALPHABET = "abcdefghijkmnpqrstuvwxyz23456789";
    private static final String USE = "update enrollment_token set uses = uses + 1 where token_hash = ? and revoked_at "
            + "is null and (expires_at is null or expires_at > now()) and uses < max_uses returning id, group_id";
    private static final String INSERT = "insert into device (id, key_hash, name, group_id, secret_hash, registered_at) "
            + "values (?, ?, ?, ?, ?, now()) on conflict (key_hash) do nothing";
    private static final String DESCRIBE = "update device set secret_hash = ?, previous_hash = case when ? then "
            + "secret_hash end, previous_until = case when ? then now() + interval '10 minutes' end, "
            + "rotation_wanted = false, hostname = ?, platform = ?, platform_version = ?, architecture = ?, java = ?, "
            + "runtime_version = ?, model = ?, hardware = ? where id = ?";
    @Inject
    private Db db;
    @Inject
    private AuditLog audit;
    @Inject
    private Actor actor;
    @Inject
    private DeviceDirectory directory;
    @Inject
    private Heartbeats heartbeats;
    @Inject
    private Devices devices;

    public record TokenView(long id, String name, String prefix, String group, int maxUses, int uses, Instant expiresAt,
            Instant revokedAt, String createdBy, Instant createdAt) {
    }

    /** @param token the whole token, only in the answer to its making */
    public record TokenMade(long id, String name, String token) {
    }

    private record Use(long token, Long group) {
    }

    private record Existing(String id, boolean retired) {
    }

    public List<TokenView> tokens() {
        return db.list("select t.*, g.name as group_name from enrollment_token t left join device_group g "
                + "on g.id = t.group_id order by t.id", row -> new TokenView(row.number("id"), row.text("name"),
                row.text("prefix"), row.text("group_name"), row.count("max_uses"), row.count("uses"),
                row.time("expires_at"), row.time("revoked_at"), row.text("created_by"), row.time("created_at")));
    }

    public TokenMade makeToken(String name, String group, int maxUses, Instant expires) {
        var groupId = group == null ? null : devices.group(group).id();
        var token = Secrets.make("tse_");
        var id = db.first("insert into enrollment_token (name, prefix, token_hash, group_id, max_uses, expires_at, "
                + "created_by, created_at) values (?, ?, ?, ?::bigint, ?, ?::timestamptz, ?, now()) returning id",
                row -> row.number("id"), name, token.substring(0, 10), Secrets.hash(token), groupId, maxUses, expires,
                actor.name()).orElseThrow();
        audit.record("enrollment-token.add", "enrollment-token/" + id, Map.of("name", name, "maxUses", maxUses));
        return new TokenMade(id, name, token);
    }

    public void revokeToken(long id) {
        if (db.update("update enrollment_token set revoked_at = coalesce(revoked_at, now()) where id = ?", id) == 0) {
            throw Problem.missing("enrollment token " + id);
        }
        audit.record("enrollment-token.revoke", "enrollment-token/" + id, Map.of());
    }

    /** @throws Problem 401 the token is not valid (any more), 403 the device is retired */
    public RegisterResponse register(RegisterRequest request) {
        var keyHash = Secrets.hash(request.deviceKey());
        var secret = Secrets.make("tsd_");
        var known = existing(keyHash);
        if (known.isEmpty()) {
            enroll(request, keyHash, secret);
            known = existing(keyHash);
        } else if (known.get().retired) {
            throw new Problem(403, "device-retired", "the device was retired");
        }
        var id = known.orElseThrow().id;
        describe(id, request, secret, false);
        locate(id, request.location());
        directory.changed(id);
        return new RegisterResponse(RegisterResponse.VERSION, id, secret, heartbeats.seconds());
    }

    /** A new secret; the one before opens for ten more minutes, in case the answer does not arrive. */
    public RegisterResponse rotate(String id) {
        var secret = Secrets.make("tsd_");
        db.update("update device set previous_hash = secret_hash, previous_until = now() + interval '10 minutes', "
                + "secret_hash = ?, rotation_wanted = false where id = ?", Secrets.hash(secret), id);
        directory.changed(id);
        return new RegisterResponse(RegisterResponse.VERSION, id, secret, heartbeats.seconds());
    }

    private Optional<Existing> existing(byte[] keyHash) {
        return db.first("select id, retired_at is not null as retired from device where key_hash = ? for update",
                row -> new Existing(row.text("id"), row.truth("retired")), keyHash);
    }

    private void enroll(RegisterRequest request, byte[] keyHash, String secret) {
        var token = Check.required(request.enrollmentToken(), "enrollmentToken");
        var use = db.first(USE, row -> new Use(row.number("id"), row.numberOrNull("group_id")), Secrets.hash(token))
                .orElseThrow(() -> new Problem(401, "enrollment-refused",
                        "the enrollment token is unknown, revoked, expired or used up"));
        var id = id(keyHash);
        var name = Optional.ofNullable(Check.optional(request.hostname(), "hostname", 200)).orElse(id);
        if (db.update(INSERT, id, keyHash, name, use.group, Secrets.hash(secret)) == 0) {
            throw Problem.conflict("the same device registers elsewhere at this moment");
        }
        audit.record("device", "device.register", "device/" + id, Map.of("token", use.token, "name", name));
    }

    private void describe(String id, RegisterRequest request, String secret, boolean keepOld) {
        var hardware = Json.write(request.hardware());
        if (hardware.length() > 16_384) {
            throw new IllegalArgumentException("'hardware' must have at most 16384 characters");
        }
        db.update(DESCRIBE, Secrets.hash(secret), keepOld, keepOld,
                Check.optional(request.hostname(), "hostname", 200),
                Check.optional(request.platform(), "platform", 200),
                Check.optional(request.platformVersion(), "platformVersion", 200),
                Check.optional(request.architecture(), "architecture", 200),
                Check.optional(request.java(), "java", 200),
                Check.optional(request.runtimeVersion(), "runtimeVersion", 200),
                Check.optional(request.model(), "model", 200), hardware, id);
    }

    /** A location that an operator set stays. */
    private void locate(String id, LocationDoc location) {
        if (location != null) {
            db.update("update device set latitude = ?, longitude = ?, accuracy_metres = ?::float8, location_method = ?, "
                    + "location_at = coalesce(?::timestamptz, now()) where id = ? "
                    + "and location_method is distinct from 'operator'", location.latitude(), location.longitude(),
                    location.accuracyMetres(), Check.text(location.method(), "method", 40), location.at(), id);
        }
    }

    /** From the key's digest, so that a device keeps its name; 80 bits. */
    private static String id(byte[] keyHash) {
        var id = new StringBuilder("d-");
        for (var i = 0; i < 16; i++) {
            id.append(ALPHABET.charAt(keyHash[i] & 31));
        }
        return id.toString();
    }
}
