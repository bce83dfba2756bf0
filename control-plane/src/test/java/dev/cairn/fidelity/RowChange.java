package dev.cairn.fidelity;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.DynamicTest;

/** A change of one row of a finished run, which an audit must notice. */
record RowChange(String table, String set, String where) {
    /** Finds what disagrees in a run's rows. */
    @FunctionalInterface
    interface Audit {
        List<String> disagreements(Connection database, long run) throws SQLException;
    }

    /** A test that the audit finds the change, which is then undone. */
    DynamicTest isNoticed(DataSource source, long run, Audit audit) {
        String statement = "update " + table + " set " + set + " where (tableoid, ctid) = (select tableoid, ctid from "
                + table + " where run_id = " + run + " and " + where + " order by tableoid, ctid limit 1)";
        return DynamicTest.dynamicTest(statement, () -> {
            try (Connection database = source.getConnection();
                    Statement change = database.createStatement()) {
                database.setAutoCommit(false);
                try {
                    assertThat(change.executeUpdate(statement)).isEqualTo(1);
                    assertThat(audit.disagreements(database, run)).isNotEmpty();
                } finally {
                    database.rollback();
                }
            }
        });
    }
}
