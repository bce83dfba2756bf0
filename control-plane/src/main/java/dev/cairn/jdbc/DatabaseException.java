package dev.cairn.jdbc;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** The database did not answer, or refused a statement. */
public final class DatabaseException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final SQLException failure;

    /** @param what the operation that failed */
    public DatabaseException(String what, SQLException failure) {
        super(what + " failed: " + failure.getMessage(), failure);
        this.failure = failure;
    }

    /** The failure of the driver or the server. */
    public SQLException failure() {
        return failure;
    }

    /**
     * The SQL state, five characters, see PostgreSQL's appendix A; null if the failure is the pool's or the driver's.
     */
    public @Nullable String sqlState() {
        return failure.getSQLState();
    }

    /** Whether the same work may succeed later, unchanged. */
    public boolean isTransient() {
        return SqlFailures.isTransient(failure);
    }
}
