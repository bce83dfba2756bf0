package dev.cairn.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.history.Viewer.Sight;
import dev.cairn.platform.FreePort;
import dev.cairn.platform.HistoryRoles;
import dev.cairn.testing.TestDatabase;
import dev.cairn.testing.TestHistory;
import java.io.IOException;
import java.net.URI;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Queries go to the address of {@code cairn.history.replica-url}, and a wrong one is reported as such. */
final class ReplicaTest {
    private static final Viewer ANNA = new Viewer("anna", Sight.OWN_AND_SHARED);

    private TestDatabase database;
    private HistoryRoles roles;

    @BeforeEach
    void fill() {
        database = TestDatabase.empty();
        roles = database.historyRoles();
        TestHistory.experiment(database, "a", "anna");
        TestHistory.experiment(database, "b", "ben");
    }

    @Test
    void queriesRunThereUnderTheSameRowRule() throws IOException {
        URI server = URI.create(roles.jdbcUrl().substring("jdbc:".length()));
        try (Relay relay = new Relay(server.getHost(), server.getPort());
                TestHistory history = TestHistory.withReplica(
                        database, roles.jdbcUrl().replace(":" + server.getPort() + "/", ":" + relay.port() + "/"))) {
            assertThat(relay.connections()).isZero();
            assertThat(history.csv(ANNA, "select name from experiments")).isEqualTo("name\na");
            assertThat(relay.connections()).isEqualTo(1);
            assertThat(history.csv(TestHistory.ADMIN, "select name from experiments order by 1"))
                    .isEqualTo("name\na\nb");
            assertThat(relay.connections()).isEqualTo(2);
        }
        assertThat(database.query("select * from history_access.reader")).isEmpty();
    }

    @Test
    void anAddressThatLeadsElsewhereIsNamed() {
        refuses(
                "jdbc:postgresql://127.0.0.1:" + FreePort.find() + "/cairn",
                "the database of cairn.history.replica-url cannot be reached: ");
        refuses(
                "http://replica",
                "'http://replica' is not an address of the form jdbc:postgresql://HOST:PORT/DATABASE");
        refuses(
                roles.jdbcUrl().replace("/cairn", "/postgres"),
                "the database of cairn.history.replica-url cannot be reached: FATAL: permission denied for database");
        database.asOwner("alter function history_access.viewer() rename to viewer_elsewhere");
        try {
            refuses(
                    roles.jdbcUrl(),
                    "the database of cairn.history.replica-url is not a replica of Cairn's database: ERROR: function");
        } finally {
            database.asOwner("alter function history_access.viewer_elsewhere() rename to viewer");
        }
    }

    private void refuses(String url, String why) {
        try (TestHistory history = TestHistory.withReplica(database, url)) {
            assertThatThrownBy(() -> history.csv(ANNA, "select 1"))
                    .isInstanceOf(HistoryDoor.ClosedException.class)
                    .hasMessageContaining(why);
        }
        assertThat(database.query("select * from history_access.reader")).isEmpty();
    }
}
