package org.tinysphere.core.control;

import java.sql.SQLException;

/** The database refused a statement or is not there. */
public class DbException extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final String state;

    public DbException(SQLException cause) {
        super(cause.getMessage(), cause);
        state = cause.getSQLState() == null ? "" : cause.getSQLState();
    }

    /** A value that the database cannot hold, e.g. a text with a zero byte. */
    public boolean badValue() {
        return state.startsWith("22");
    }

    /** Something with this name or number is there already. */
    public boolean duplicate() {
        return state.equals("23505");
    }

    /** Something that is named does not exist, or is still needed. */
    public boolean dangling() {
        return state.equals("23503");
    }

    /** No connection, or the database is starting, stopping or out of something. */
    public boolean unavailable() {
        return state.isEmpty() || state.startsWith("08") || state.startsWith("57P") || state.startsWith("53");
    }
}
