package org.tinysphere.core.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tinysphere.core.entity.Role;
import org.tinysphere.core.entity.User;

/** The people. */
@ApplicationScoped
public class Users {
    private static final Logger LOG = System.getLogger(Users.class.getName());
    private static final int SHORTEST = 12;
    @PersistenceContext(unitName = "tinysphere")
    private EntityManager entities;
    @Inject
    private Passwords passwords;
    @Inject
    private Sessions sessions;
    @Inject
    private AuditLog audit;
    @Inject
    private Settings settings;
    @Inject
    private Transactions transactions;
    @Inject
    private Db db;

    public List<User> all() {
        return entities.createNamedQuery("User.all", User.class).getResultList();
    }

    public Optional<User> find(String login) {
        return entities.createNamedQuery("User.byLogin", User.class).setParameter("login", login)
                .getResultStream().findFirst();
    }

    public User get(String login) {
        return find(login).orElseThrow(() -> Problem.missing("user '" + login + "'"));
    }

    /** @return the one-time password */
    public String add(String login, Role role) {
        if (find(login).isPresent()) {
            throw Problem.conflict("there is a user '" + login + "' already");
        }
        var password = Secrets.make("").substring(0, 20);
        entities.persist(new User(login, passwords.hash(password), role, Instant.now()));
        audit.record("user.add", "user/" + login, Map.of("role", role.id()));
        return password;
    }

    /** @return the new one-time password; all sessions of the user end */
    public String resetPassword(String login) {
        var password = Secrets.make("").substring(0, 20);
        get(login).resetPassword(passwords.hash(password));
        sessions.endAll(login);
        audit.record("user.reset-password", "user/" + login, Map.of());
        return password;
    }

    /** @param keep token of the session that goes on; all others of the user end */
    public void choosePassword(String login, String password, String keep) {
        if (password.length() < SHORTEST || password.length() > 200) {
            throw Problem.bad("'newPassword' must have " + SHORTEST + "..200 characters");
        }
        if (password.toLowerCase(java.util.Locale.ROOT).contains(login.toLowerCase(java.util.Locale.ROOT))) {
            throw Problem.bad("'newPassword' must not contain the login");
        }
        get(login).choosePassword(passwords.hash(password));
        entities.flush();
        sessions.endAllBut(login, keep);
        audit.record("user.choose-password", "user/" + login, Map.of());
    }

    public void change(String login, Role role, Boolean disabled) {
        var user = get(login);
        if (role != null) {
            user.become(role);
        }
        if (disabled != null && disabled) {
            user.disable();
        } else if (disabled != null) {
            user.enable();
        }
        entities.flush();
        if (!hasAdmin()) {
            throw Problem.conflict("there must be an admin who is not disabled");
        }
        sessions.endAll(login);
        audit.record("user.change", "user/" + login, Map.of("role", user.role().id(), "disabled", user.disabled()));
    }

    /** The operator of a demonstration, whose password nobody knows. */
    public String demo() {
        var login = "demo";
        if (find(login).isEmpty()) {
            var user = new User(login, passwords.hash(Secrets.make("")), Role.OPERATOR, Instant.now());
            user.choosePassword(passwords.hash(Secrets.make("")));
            entities.persist(user);
            audit.record("system", "user.add", "user/" + login, Map.of("role", Role.OPERATOR.id()));
        }
        return login;
    }

    /** The admin of the first start, with a one-time password from outside or printed once. */
    void first(@Observes Schema.Ready ready) {
        transactions.run(() -> {
            db.list("select pg_advisory_xact_lock(7310002)", row -> "");
            if (db.first("select 1 as one from app_user limit 1", row -> "").isPresent()) {
                return;
            }
            var given = settings.text("TINYSPHERE_ADMIN_PASSWORD");
            var password = given.orElseGet(() -> Secrets.make("").substring(0, 20));
            entities.persist(new User("admin", passwords.hash(password), Role.ADMIN, Instant.now()));
            audit.record("system", "user.add", "user/admin", Map.of("role", "admin"));
            if (given.isEmpty()) {
                LOG.log(Level.WARNING, "First start: sign in as admin with the one-time password {0}", password);
            }
        });
    }

    private boolean hasAdmin() {
        return db.first("select 1 as one from app_user where role = 'admin' and not disabled limit 1", row -> "")
                .isPresent();
    }
}
