package org.tinysphere.core.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import org.tinysphere.core.entity.Role;

/**
 * Sessions of people, in the database, so that every node knows them and a restart ends none. The browser has a token
 * in a cookie; here is only its digest. A session ends 12 hours after it was begun.
 */
@ApplicationScoped
public class Sessions {
    public static final String COOKIE = "tinysphere_session";
    public static final Duration LIFE = Duration.ofHours(12);
    private static final String TOPIC = "session";
    private final BoundedCache<String, Known> cache = new BoundedCache<>(10_000, Duration.ofSeconds(60));
    @Inject
    private Db db;
    @Inject
    private Signals signals;

    private record Known(Caller caller, Instant expires) {
    }

    /** @return the token for the cookie */
    @Transactional
    public String begin(String login) {
        var token = Secrets.make("tss_");
        var now = Instant.now();
        db.update("delete from session where expires_at < ?", now);
        db.update("insert into session (token_hash, user_id, created_at, expires_at) "
                + "select ?, id, ?, ? from app_user where login = ?", Secrets.hash(token), now, now.plus(LIFE), login);
        return token;
    }

    public Optional<Caller> find(String token) {
        if (token.length() != 47 || !token.startsWith("tss_")) {
            return Optional.empty();
        }
        return cache.get(key(token), this::load).filter(known -> known.expires.isAfter(Instant.now()))
                .map(Known::caller);
    }

    /** A page must send this along with every change; another site cannot know it, because it needs the cookie. */
    public static String csrf(String token) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(Secrets.hash("csrf " + token));
    }

    @Transactional
    public void end(String token) {
        db.update("delete from session where token_hash = ?", Secrets.hash(token));
        changed();
    }

    @Transactional
    public void endAll(String login) {
        endAllBut(login, "");
    }

    @Transactional
    public void endAllBut(String login, String keep) {
        db.update("delete from session where user_id = (select id from app_user where login = ?) and token_hash <> ?",
                login, Secrets.hash(keep));
        changed();
    }

    void changed(@Observes Signal signal) {
        if (signal.concerns(TOPIC)) {
            cache.clear();
        }
    }

    /** Here at once, on the other nodes by signal. */
    private void changed() {
        cache.clear();
        signals.send(TOPIC, "*");
    }

    private static String key(String token) {
        return HexFormat.of().formatHex(Secrets.hash(token));
    }

    private Optional<Known> load(String key) {
        return db.first("select u.login, u.role, u.must_change, s.expires_at from session s "
                + "join app_user u on u.id = s.user_id where s.token_hash = ? and not u.disabled",
                row -> new Known(new Caller(row.text("login"), Role.of(row.text("role")), true,
                        row.truth("must_change")), row.time("expires_at")), HexFormat.of().parseHex(key));
    }
}
