package org.tinysphere.core.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.security.MessageDigest;
import java.util.Map;
import org.tinysphere.core.entity.Role;
import org.tinysphere.core.entity.User;

/** Checks passwords, for the API as for the sign-in page. */
@ApplicationScoped
public class Login {
    private static final int LEAST_SECRET = 20;
    @Inject
    private Users users;
    @Inject
    private Passwords passwords;
    @Inject
    private LoginLimits limits;
    @Inject
    private AuditLog audit;
    @Inject
    private Settings settings;

    /**
     * @param address where the attempt comes from
     * @throws Problem 401 wrong login or password (which of the two is not said), 429 too many attempts
     */
    public Caller check(String login, String password, String address) {
        limits.check(address, login);
        var user = users.find(login).filter(known -> !known.disabled());
        if (!passwords.matches(password, user.map(User::password).orElse(null))) {
            limits.failed(address, login);
            throw Problem.unauthorised("login or password is wrong");
        }
        limits.succeeded(address, login);
        audit.record(login, "session.check", "user/" + login, Map.of("address", address));
        return new Caller(login, user.orElseThrow().role(), true, user.orElseThrow().mustChange());
    }

    /**
     * Signs in the user of a demonstration with the secret that the start program made ({@code --demo}). Attempts are not
     * counted: 120 random bits cannot be guessed, and who tried an old link must not be kept out of the new one. A
     * secret of fewer than 20 characters, which somebody else must have set, opens nothing.
     *
     * @throws Problem 401 wrong, or there is no demonstration
     */
    @Transactional
    public Caller demo(String secret, String address) {
        var right = settings.text("TINYSPHERE_DEMO_SECRET").filter(known -> known.length() >= LEAST_SECRET);
        if (right.isEmpty() || !MessageDigest.isEqual(Secrets.hash(right.get()), Secrets.hash(secret))) {
            throw Problem.unauthorised("this link opens nothing: it is of another start");
        }
        var login = users.demo();
        audit.record(login, "session.demo", "user/" + login, Map.of("address", address));
        return new Caller(login, Role.OPERATOR, true, false);
    }
}
