package dev.cairn.fidelity;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** The audit's interface for tests in other packages. */
public final class FinishedRunAudit {
    private FinishedRunAudit() {}

    /** The disagreements in the rows of a succeeded soar run; empty if there are none. */
    public static List<String> disagreements(Connection database, long run) throws SQLException {
        return RowsAudit.of(database, run).disagreements().found();
    }
}
