package org.tinysphere.core.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.sql.Connection;
import java.sql.SQLException;
import org.postgresql.PGConnection;

/**
 * Holds every transaction to one session of the database. If a connection breaks between two statements, the server's pool
 * may give the transaction another one without a word, and would commit what came after the break without what came before.
 */
@ApplicationScoped
class DbSession {
    private static final String KEY = DbSession.class.getName();
    private final TransactionSynchronizationRegistry registry;

    DbSession() {
        this(Jndi.find("java:comp/TransactionSynchronizationRegistry", TransactionSynchronizationRegistry.class));
    }

    DbSession(TransactionSynchronizationRegistry registry) {
        this.registry = registry;
    }

    /**
     * Before a statement is sent.
     *
     * @throws SQLException the transaction began in another session, and can only be rolled back
     */
    void check(Connection connection) throws SQLException {
        if (registry.getTransactionKey() == null) {
            return;
        }
        // By its number: unwrapping gives another object each time.
        Integer session = connection.unwrap(PGConnection.class).getBackendPID();
        var first = registry.getResource(KEY);
        if (first == null) {
            registry.putResource(KEY, session);
        } else if (!first.equals(session)) {
            registry.setRollbackOnly();
            throw new SQLException("the connection to the database broke in the middle of a transaction", "08006");
        }
    }
}
