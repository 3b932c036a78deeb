package org.tinysphere.core.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;

/**
 * Plain SQL, for what is no entity: lists, queues, time series. Takes part in the transaction of the caller if there
 * is one. Parameters may be Instants, {@code String[]}, {@code Long[]} and {@code Double[]} too, and texts fit
 * {@code jsonb} columns.
 */
@ApplicationScoped
public class Db {
    private final DataSource source = Jndi.find("java:app/jdbc/tinysphere", DataSource.class);
    @Inject
    private DbSession session;

    /** Reads from one connection; it is closed afterwards. */
    @FunctionalInterface
    public interface Use<T> {
        T apply(Connection connection) throws SQLException;
    }

    public <T> List<T> list(String sql, Row.Reader<T> reader, Object... parameters) {
        return use(connection -> {
            try (var statement = prepare(connection, sql, parameters); var rows = statement.executeQuery()) {
                var list = new ArrayList<T>();
                var row = new Row(rows);
                while (rows.next()) {
                    list.add(reader.read(row));
                }
                return list;
            }
        });
    }

    /** The first row. */
    public <T> Optional<T> first(String sql, Row.Reader<T> reader, Object... parameters) {
        return list(sql, reader, parameters).stream().findFirst();
    }

    /** @return how many rows were changed */
    public int update(String sql, Object... parameters) {
        return use(connection -> {
            try (var statement = prepare(connection, sql, parameters)) {
                return statement.executeUpdate();
            }
        });
    }

    /** @throws DbException the database refused or is not there */
    public <T> T use(Use<T> use) {
        try (var connection = source.getConnection()) {
            session.check(connection);
            return use.apply(connection);
        } catch (SQLException e) {
            throw new DbException(e);
        }
    }

    public static PreparedStatement prepare(Connection connection, String sql, Object... parameters)
            throws SQLException {
        var statement = connection.prepareStatement(sql);
        try {
            for (var i = 0; i < parameters.length; i++) {
                bind(connection, statement, i + 1, parameters[i]);
            }
            return statement;
        } catch (SQLException | RuntimeException e) {
            statement.close();
            throw e;
        }
    }

    private static void bind(Connection connection, PreparedStatement statement, int at, Object value)
            throws SQLException {
        if (value instanceof Instant instant) {
            statement.setObject(at, instant.atOffset(ZoneOffset.UTC));
        } else if (value instanceof String[] texts) {
            statement.setArray(at, connection.createArrayOf("text", texts));
        } else if (value instanceof Long[] numbers) {
            statement.setArray(at, connection.createArrayOf("bigint", numbers));
        } else if (value instanceof Double[] numbers) {
            statement.setArray(at, connection.createArrayOf("float8", numbers));
        } else {
            statement.setObject(at, value);
        }
    }
}
