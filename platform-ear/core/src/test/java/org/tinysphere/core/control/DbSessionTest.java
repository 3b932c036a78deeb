package org.tinysphere.core.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.postgresql.PGConnection;

class DbSessionTest {
    private final Transaction transaction = new Transaction();
    private final DbSession session = new DbSession(transaction);

    @Test
    void aTransactionMayAskForItsConnectionAgainAndAgain() throws Exception {
        transaction.key = "one";
        session.check(connection(7));
        session.check(connection(7));
        assertThat(transaction.rollbackOnly).isFalse();
    }

    @Test
    void aTransactionThatIsGivenAnotherSessionFailsAndCannotBeCommitted() throws Exception {
        transaction.key = "one";
        session.check(connection(7));
        assertThatThrownBy(() -> session.check(connection(8))).isInstanceOf(SQLException.class)
                .hasMessageContaining("in the middle of a transaction");
        assertThat(transaction.rollbackOnly).isTrue();
    }

    @Test
    void withoutATransactionEveryStatementMayHaveItsOwn() throws Exception {
        session.check(connection(7));
        session.check(connection(8));
        assertThat(transaction.rollbackOnly).isFalse();
    }

    private static Connection connection(int pid) {
        var physical = proxy(PGConnection.class, "getBackendPID", pid);
        return proxy(Connection.class, "unwrap", physical);
    }

    /** Answers that one call only. */
    private static <T> T proxy(Class<T> type, String call, Object answer) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (self, method, arguments) -> {
            if (method.getName().equals(call)) {
                return answer;
            }
            throw new UnsupportedOperationException(method.getName());
        }));
    }

    /** The transaction of this thread, if it has a key. */
    private static final class Transaction implements TransactionSynchronizationRegistry {
        private final Map<Object, Object> resources = new HashMap<>();
        private Object key;
        private boolean rollbackOnly;

        @Override
        public Object getTransactionKey() {
            return key;
        }

        @Override
        public void putResource(Object name, Object value) {
            resources.put(name, value);
        }

        @Override
        public Object getResource(Object name) {
            return resources.get(name);
        }

        @Override
        public void registerInterposedSynchronization(Synchronization synchronization) {
            throw new UnsupportedOperationException();
        }

        @Override
        public int getTransactionStatus() {
            return rollbackOnly ? Status.STATUS_MARKED_ROLLBACK : Status.STATUS_ACTIVE;
        }

        @Override
        public void setRollbackOnly() {
            rollbackOnly = true;
        }

        @Override
        public boolean getRollbackOnly() {
            return rollbackOnly;
        }
    }
}
