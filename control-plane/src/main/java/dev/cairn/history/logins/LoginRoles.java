package dev.cairn.history.logins;

import dev.cairn.base.RefusedException;
import dev.cairn.history.HistoryConfig;
import dev.cairn.jdbc.JdbcRunner;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import org.jdbi.v3.core.Handle;
import org.postgresql.Driver;
import org.postgresql.PGConnection;
import org.postgresql.PGProperty;

/**
 * The roles of logins for psql, made and removed as a role that can do this and little else: it is not a superuser, and
 * reads no table.
 */
@Singleton
public final class LoginRoles {
    /** A session may change most of these; {@link LoginWatch} holds the times from outside. */
    private static final List<String> LIMITS = List.of(
            "default_transaction_read_only = on",
            "temp_file_limit = '1GB'",
            "work_mem = '16MB'",
            "max_parallel_workers_per_gather = 0",
            "lock_timeout = '5s'",
            "client_connection_check_interval = '1s'",
            "search_path = history");

    private final HistoryConfig config;

    public LoginRoles(HistoryConfig config) {
        this.config = config;
    }

    /** Whether this control plane can make and remove roles. */
    boolean isSetUp() {
        return config.adminPassword().isPresent();
    }

    /** Makes a role that can sign in, in place of one that was left over. */
    void make(String login, char[] password, Instant validUntil) {
        runner().inTransaction("making the role " + login, handle -> {
            drop(handle, login);
            handle.execute("create role %s login connection limit 3 valid until '%s' in role cairn_history"
                    .formatted(quoted(login), validUntil));
            for (String limit : LIMITS) {
                handle.execute("alter role " + quoted(login) + " set " + limit);
            }
            handle.execute("alter role %s set statement_timeout = %d"
                    .formatted(quoted(login), config.loginTimeLimit().toMillis()));
            handle.execute("alter role %s set idle_in_transaction_session_timeout = %d"
                    .formatted(quoted(login), config.loginIdleLimit().toMillis()));
            // The driver sends a verifier; the password itself never leaves this process.
            handle.getConnection().unwrap(PGConnection.class).alterUserPassword(login, password, "scram-sha-256");
            return login;
        });
    }

    /** Ends the sessions of a role and removes it. */
    void remove(String login) {
        runner().inTransaction("removing the role " + login, handle -> {
            drop(handle, login);
            return login;
        });
    }

    /**
     * Ends statements and idle transactions of logins that take too long.
     *
     * @param grace how long a cancelled statement may take to end before its session is ended
     * @return number of sessions that were touched
     */
    int endOverdue(Duration grace) {
        return runner().call(
                        "ending overdue statements",
                        handle -> handle.createQuery("""
                        select case
                            when state like 'idle in transaction%' and state_change < now() - :idle * interval '1 millisecond'
                                then pg_terminate_backend(pid)
                            when xact_start < now() - (:time + :grace) * interval '1 millisecond'
                                then pg_terminate_backend(pid)
                            else pg_cancel_backend(pid) end
                        from pg_stat_activity a
                        where usename like 'history\\_%' and pg_has_role(usesysid, 'cairn_history', 'member')
                            and (state like 'idle in transaction%' and state_change < now() - :idle * interval '1 millisecond'
                                or state <> 'idle' and xact_start < now() - :time * interval '1 millisecond')""")
                                .bind("time", config.loginTimeLimit().toMillis())
                                .bind("idle", config.loginIdleLimit().toMillis())
                                .bind("grace", grace.toMillis())
                                .mapTo(Boolean.class)
                                .list()
                                .size());
    }

    /** What psql needs to connect as a role. */
    String connect(String login) {
        Properties parts = Optional.ofNullable(Driver.parseURL(config.url().orElse(""), new Properties()))
                .orElseGet(Properties::new);
        return "host=%s port=%s dbname=%s user=%s"
                .formatted(
                        parts.getProperty(PGProperty.PG_HOST.getName(), "localhost"),
                        parts.getProperty(PGProperty.PG_PORT.getName(), "5432"),
                        parts.getProperty(PGProperty.PG_DBNAME.getName(), "cairn"),
                        login);
    }

    private static void drop(Handle handle, String login) throws SQLException {
        boolean exists = handle.createQuery("select exists (select from pg_roles where rolname = :login)")
                .bind("login", login)
                .mapTo(Boolean.class)
                .one();
        if (exists) {
            handle.execute("alter role " + quoted(login) + " nologin");
            handle.createQuery("select count(pg_terminate_backend(pid)) from pg_stat_activity where usename = :login")
                    .bind("login", login)
                    .mapTo(Integer.class)
                    .one();
            handle.execute("drop role " + quoted(login));
        }
    }

    private JdbcRunner runner() {
        String password = config.adminPassword()
                .orElseThrow(() -> new RefusedException("logins for psql cannot be made here: run history-roles.sql in"
                        + " Cairn's database, give the role " + config.adminUser()
                        + " a password, and set CAIRN_HISTORY_ADMIN_PASSWORD to it"));
        return JdbcRunner.opening(config.url().orElse(""), config.adminUser(), password);
    }

    /** Names of logins have no quotation marks. */
    private static String quoted(String login) {
        return '"' + login + '"';
    }
}
