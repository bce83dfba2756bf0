package dev.cairn.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.testing.TestDatabase;
import dev.cairn.testing.TestHistory;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

/** What a killed control plane leaves in history_access.reader lets nobody in, and is removed. */
final class StaleTicketTest {
    private static final String STALE = "5a7b35f0-2f9c-4e0a-8f4c-94b2f0a3d711";

    private final TestDatabase database = TestDatabase.empty();

    @Test
    void aLaterSessionDoesNotInheritTheSightOfOneThatIsGone() throws SQLException {
        TestHistory.experiment(database, "a", "anna");
        leave(STALE, "now()");
        for (String ticket : new String[] {"", "00000000-0000-0000-0000-000000000000", "%", STALE.substring(1)}) {
            assertThat(seen(ticket)).as("ticket '" + ticket + "'").isEqualTo("null|f|0");
        }
        // The rule looks at nothing but the ticket, which only the dead control plane knew: not at a process id.
        assertThat(seen(STALE)).isEqualTo("admin|t|1");
        assertThat(database.query("select column_name from information_schema.columns"
                        + " where table_schema = 'history_access' and table_name = 'reader' order by ordinal_position"))
                .containsExactly("ticket", "login", "viewer", "sees_all", "created_at");
    }

    @Test
    void itsRowIsRemovedAndThoseOfRunningQueriesAreNot() {
        leave(STALE, "now() - interval '25 hours'");
        leave("6a7b35f0-2f9c-4e0a-8f4c-94b2f0a3d711", "now() - interval '23 hours'");
        try (TestHistory history = TestHistory.on(database)) {
            history.log().prune(Duration.ofDays(30), Duration.ofDays(1));
        }
        assertThat(database.query("select ticket from history_access.reader"))
                .containsExactly("6a7b35f0-2f9c-4e0a-8f4c-94b2f0a3d711");
    }

    private void leave(String ticket, String at) {
        database.execute("insert into history_access.reader (ticket, login, viewer, sees_all, created_at) values ('"
                + ticket + "', '" + database.historyRoles().user() + "', 'admin', true, " + at + ")");
    }

    /** Viewer, sight and number of visible experiments of a session with a ticket. */
    private String seen(String ticket) throws SQLException {
        PGSimpleDataSource reader = database.historyReader();
        reader.setOptions("-c cairn.ticket=" + ticket);
        try (Connection connection = reader.getConnection();
                Statement select = connection.createStatement();
                ResultSet row = select.executeQuery("select history_access.viewer() || '', history_access.sees_all(),"
                        + " (select count(*) from history.experiments)")) {
            row.next();
            return row.getString(1) + "|" + row.getString(2) + "|" + row.getString(3);
        }
    }
}
