package dev.cairn.fidelity;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** The audit's door for tests elsewhere. */
public final class FinishedRunAudit {
    private FinishedRunAudit() {}

    /** What the rows of a soar run that has ended well say differently from what they should; empty for a good run. */
    public static List<String> disagreements(Connection database, long run) throws SQLException {
        return RowsAudit.of(database, run).disagreements().found();
    }
}
