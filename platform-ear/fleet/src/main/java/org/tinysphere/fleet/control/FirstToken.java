package org.tinysphere.fleet.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.Map;
import org.tinysphere.core.control.AuditLog;
import org.tinysphere.core.control.Db;
import org.tinysphere.core.control.Schema;
import org.tinysphere.core.control.Secrets;
import org.tinysphere.core.control.Settings;
import org.tinysphere.core.control.Transactions;

/**
 * The enrollment token that the environment brings ({@code TINYSPHERE_ENROLLMENT_TOKEN}), so that a platform and its
 * first devices can be started together. It lets few devices in; one that was revoked or used up stays so.
 */
@ApplicationScoped
public class FirstToken {
    private static final int USES = 10;
    private static final int SHORTEST = 32;
    @Inject
    private Settings settings;
    @Inject
    private Db db;
    @Inject
    private AuditLog audit;
    @Inject
    private Transactions transactions;

    void started(@Observes Schema.Ready ready) {
        settings.text("TINYSPHERE_ENROLLMENT_TOKEN").ifPresent(token -> transactions.run(() -> add(token)));
    }

    private void add(String token) {
        if (token.length() < SHORTEST) {
            throw new IllegalStateException("TINYSPHERE_ENROLLMENT_TOKEN must have at least " + SHORTEST
                    + " characters: whoever guesses it gets a device in");
        }
        db.first("insert into enrollment_token (name, prefix, token_hash, max_uses, created_by, created_at) "
                + "values ('from the environment', ?, ?, ?, 'environment', now()) on conflict (token_hash) do nothing "
                + "returning id", row -> row.number("id"), token.substring(0, 10), Secrets.hash(token), USES)
                .ifPresent(id -> audit.record("environment", "enrollment-token.add", "enrollment-token/" + id,
                        Map.of("maxUses", USES)));
    }
}
