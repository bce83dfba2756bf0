package dev.cairn.jdbc;

import java.sql.SQLException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Classifies failures of the database. */
public final class SqlFailures {
    private static final String DISK_FULL = "53100";
    private static final String TOO_MANY_CONNECTIONS = "53300";

    private SqlFailures() {}

    /** Whether the database was unreachable, so that the same work may succeed later. */
    public static boolean isDatabaseUnavailable(Throwable failure) {
        return first(failure).map(SqlFailures::isTransient).orElse(false);
    }

    /** Whether the database's disk is full. */
    public static boolean isDiskFull(Throwable failure) {
        return first(failure).map(sql -> DISK_FULL.equals(sql.getSQLState())).orElse(false);
    }

    private static Optional<SQLException> first(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql) {
                return Optional.of(sql);
            }
        }
        return Optional.empty();
    }

    /**
     * Whether the same work may succeed later: connection lost (08), server going down or starting (57P), deadlock or
     * serialisation (40), disk full (53100), too many connections (53300), or no free connection in the pool (no
     * state).
     */
    static boolean isTransient(SQLException failure) {
        if (failure instanceof SQLTransientException || failure instanceof SQLRecoverableException) {
            return true;
        }
        @Nullable String state = failure.getSQLState();
        return state == null
                || state.startsWith("08")
                || state.startsWith("57P")
                || state.startsWith("40")
                || state.equals(DISK_FULL)
                || state.equals(TOO_MANY_CONNECTIONS);
    }
}
