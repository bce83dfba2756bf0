package dev.cairn.history;

import static dev.cairn.testing.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.history.Viewer.Sight;
import dev.cairn.history.logins.LoginWatch;
import dev.cairn.history.logins.MadeSqlLogin;
import dev.cairn.history.logins.SqlLoginRequest;
import dev.cairn.history.logins.SqlLogins;
import dev.cairn.testing.TestDatabase;
import dev.cairn.testing.TestHistory;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

/** Hostile statements at both doors change nothing, reveal nothing, and end within their limits. */
final class IsolationTest {
    private static final Viewer EVE = new Viewer("eve", Sight.OWN_AND_SHARED);

    /** Cancelled; a full temporary file, text or stack; a result that is too large for its reader. */
    private static final Set<String> LIMITS =
            Set.of("57014", "53400", "54000", "54001", "53200", "22003", "99999", "22023");

    private static final QueryLimits SHORT = new QueryLimits(Duration.ofMillis(1500), 1000, 1_000_000);

    private TestDatabase database;
    private TestHistory history;
    private SqlLogins logins;

    @BeforeEach
    void open() {
        database = TestDatabase.empty();
        history = TestHistory.on(database);
        logins = history.logins(Clock.systemUTC());
        logins.make(new SqlLoginRequest("warm", null), "test");
        logins.revoke("warm");
    }

    @AfterEach
    void close() {
        logins.list().forEach(login -> logins.revoke(login.viewer()));
        history.close();
    }

    /** Everything that an attack might have changed. */
    private List<String> state() {
        return database.query("""
                select 'relation', count(*)::text || md5(string_agg(c.oid::text || coalesce(relacl::text, ''), ',' order by c.oid))
                    from pg_class c where relnamespace <> 'pg_toast'::regnamespace
                union all select 'function', md5(string_agg(p.oid::text || coalesce(proacl::text, '') || prosrc, ',' order by p.oid))
                    from pg_proc p
                union all select 'schema', md5(string_agg(nspname || coalesce(nspacl::text, ''), ',' order by oid)) from pg_namespace
                    where nspname !~ '^pg_(toast_)?temp_'
                union all select 'role', md5(string_agg(r::text, ',' order by oid)) from pg_roles r where rolname !~ '^history_'
                union all select 'default', count(*)::text from pg_default_acl
                union all select 'trigger', string_agg(evtname || evtenabled::text, ',') from pg_event_trigger
                union all select 'rights', count(*)::text from pg_auth_members""");
    }

    @Test
    void theRestDoorRefusesEveryAttack() {
        List<String> before = state();
        SoftAssertions all = new SoftAssertions();
        List<Attack> attacks = Attack.in("door-attacks.txt");
        for (Attack attack : attacks) {
            String outcome;
            try {
                QueryRequest request = new QueryRequest(attack.sql(), null, null, null);
                outcome = "was answered: " + history.text(EVE, request, new CsvFormat(), SHORT);
            } catch (QueryFailedException e) {
                outcome = e.problem().sqlState();
                all.assertThat(e.problem().message()).as(attack.sql()).isNotBlank();
            } catch (UncheckedIOException e) {
                outcome = "57014";
            }
            if (attack.sqlState().equals(Attack.LIMIT)) {
                all.assertThat(outcome).as(attack.sql()).isIn(LIMITS);
            } else {
                all.assertThat(outcome).as(attack.sql()).isEqualTo(attack.sqlState());
            }
        }
        all.assertAll();
        assertThat(attacks).hasSizeGreaterThan(100);
        assertThat(state()).isEqualTo(before);
        assertThat(history.csv(EVE, "select count(*) from pg_class")).isNotEmpty();
        assertThat(database.query("select * from history_access.reader")).isEmpty();
        assertThat(database.query("select * from history_query where ended_at is null"))
                .isEmpty();
    }

    @Test
    void aLoginForPsqlChangesNothingEither() throws SQLException {
        MadeSqlLogin eve = logins.make(new SqlLoginRequest("eve", null), "test");
        List<String> before = state();
        SoftAssertions all = new SoftAssertions();
        List<Attack> attacks = Attack.in("login-attacks.txt");
        for (Attack attack : attacks) {
            String outcome = "00000";
            try (Connection connection = signedIn(eve).getConnection();
                    Statement statement = connection.createStatement()) {
                statement.execute("set default_transaction_read_only = off; set statement_timeout = '5s'");
                if (attack.sql().startsWith("lock") || attack.sql().startsWith("prepare")) {
                    connection.setAutoCommit(false);
                }
                statement.execute(attack.sql());
            } catch (SQLException e) {
                outcome = e.getSQLState();
            }
            all.assertThat(outcome).as(attack.sql()).isEqualTo(attack.sqlState());
        }
        all.assertAll();
        assertThat(state()).isEqualTo(before);
    }

    @Test
    void theWatchEndsWhatALoginLeavesRunningAfterLiftingItsLimits() throws SQLException {
        MadeSqlLogin eve = logins.make(new SqlLoginRequest("eve", null), "test");
        LoginWatch watch = history.impatientWatch(Clock.systemUTC());
        try (Connection connection = signedIn(eve).getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("set statement_timeout = 0; set idle_in_transaction_session_timeout = 0");
            connection.setAutoCommit(false);
            statement.execute("select 1");
            await().until(() -> watch.look() > 0);
            assertThatThrownBy(() -> statement.execute("select 1"))
                    .isInstanceOf(SQLException.class)
                    .extracting(e -> ((SQLException) e).getSQLState())
                    .isIn("57P01", "08006");
        }
        assertThat(new LoginWatch(logins, history.loginRoles()).look()).isZero();
    }

    @Test
    void aLoginEndsWithItsRevocation() throws SQLException {
        MadeSqlLogin eve = logins.make(new SqlLoginRequest("eve", 1), "test");
        try (Connection open = signedIn(eve).getConnection();
                Statement statement = open.createStatement()) {
            statement.execute("select 1");
            assertThatThrownBy(() -> logins.make(new SqlLoginRequest("eve", 1), "test"))
                    .hasMessageContaining("has a login already");
            assertThat(logins.revoke("eve")).isPresent();
            assertThatThrownBy(() -> statement.execute("select 1")).isInstanceOf(SQLException.class);
        }
        assertThatThrownBy(() -> signedIn(eve).getConnection()).hasMessageContaining("password authentication failed");
        assertThat(logins.list()).isEmpty();
        assertThat(database.query("select rolname from pg_roles where rolname = 'history_eve'"))
                .isEmpty();
    }

    private PGSimpleDataSource signedIn(MadeSqlLogin login) {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(database.historyRoles().jdbcUrl());
        source.setUser(login.login().login());
        source.setPassword(String.valueOf(login.password()));
        return source;
    }
}
