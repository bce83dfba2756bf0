package dev.cairn.ledger;

import java.sql.SQLException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientException;
import org.jspecify.annotations.Nullable;

/** What a failed statement means for its unit. */
public final class SqlFailures {
    /** Raised by the trigger on run_unit: an older owner, or a run that has ended. */
    private static final String OWNERSHIP_LOST = "CA003";

    private static final String DISK_FULL = "53100";

    private SqlFailures() {}

    /** Whether a failure comes from a database that is away or was, so that the same work may do later. */
    public static boolean databaseAway(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql) {
                return passing(sql);
            }
        }
        return false;
    }

    /** Whether the database has no room to write. */
    public static boolean diskFull(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql) {
                return DISK_FULL.equals(sql.getSQLState());
            }
        }
        return false;
    }

    static boolean ownershipLost(SQLException failure) {
        return OWNERSHIP_LOST.equals(failure.getSQLState());
    }

    /**
     * Whether the same commit may work later: connection lost (08), server going down or starting (57P), deadlock or
     * serialisation (40), its disk full (53100), no room for connections (53300), a pool without a free connection (no
     * state).
     */
    static boolean passing(SQLException failure) {
        if (failure instanceof SQLTransientException || failure instanceof SQLRecoverableException) {
            return true;
        }
        @Nullable String state = failure.getSQLState();
        return state == null
                || state.startsWith("08")
                || state.startsWith("57P")
                || state.startsWith("40")
                || state.equals(DISK_FULL)
                || state.equals("53300");
    }
}
