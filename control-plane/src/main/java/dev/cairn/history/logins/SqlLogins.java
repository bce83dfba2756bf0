package dev.cairn.history.logins;

import dev.cairn.base.NameTakenException;
import dev.cairn.jdbc.Columns;
import dev.cairn.jdbc.JdbcRunner;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/** The logins for psql, notebooks and BI tools: each belongs to a person, and reads what that person may. */
@Singleton
public final class SqlLogins {
    static final String PREFIX = "history_";

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final String SELECT =
            "select login, viewer, created_at, created_by, valid_until from history_access.login ";

    private final JdbcRunner jdbc;
    private final LoginRoles roles;
    private final Clock clock;

    public SqlLogins(JdbcRunner jdbc, LoginRoles roles, Clock clock) {
        this.jdbc = jdbc;
        this.roles = roles;
        this.clock = clock;
    }

    /**
     * Makes a login and returns it with its password, which cannot be read again.
     *
     * @param by who makes it
     * @throws NameTakenException if the person has a login already
     */
    public MadeSqlLogin make(SqlLoginRequest request, String by) {
        String login = PREFIX + request.name();
        if (find(login)
                .filter(known -> known.validUntil().isAfter(clock.instant()))
                .isPresent()) {
            throw new NameTakenException(request.name() + " has a login already; revoke it first");
        }
        byte[] bytes = new byte[24];
        RANDOM.nextBytes(bytes);
        String password = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        roles.make(login, password.toCharArray(), clock.instant().plus(request.lifetime()));
        SqlLogin made = record(login, request, by);
        return new MadeSqlLogin(made, roles.connect(login), password);
    }

    private SqlLogin record(String login, SqlLoginRequest request, String by) {
        return jdbc.call(
                "recording the login " + login,
                handle -> handle.createQuery("""
                        insert into history_access.login (login, viewer, created_by, valid_until)
                        values (:login, :viewer, :by, now() + :days * interval '1 day')
                        on conflict (login) do update set viewer = excluded.viewer, created_at = now(),
                            created_by = excluded.created_by, valid_until = excluded.valid_until
                        returning login, viewer, created_at, created_by, valid_until""")
                        .bind("login", login)
                        .bind("viewer", request.name())
                        .bind("by", by)
                        .bind("days", request.lifetime().toDays())
                        .map((row, context) -> read(row))
                        .one());
    }

    /** All logins that have not been revoked, by name. */
    public List<SqlLogin> list() {
        return jdbc.call(
                "listing logins",
                handle -> handle.createQuery(SELECT + "order by login")
                        .map((row, context) -> read(row))
                        .list());
    }

    /** Revokes a person's login and ends its sessions; empty if the person has none. */
    public Optional<SqlLogin> revoke(String name) {
        Optional<SqlLogin> found = find(PREFIX + name);
        found.ifPresent(this::remove);
        return found;
    }

    /** Removes the logins that have expired; returns whether any are left. */
    boolean removeExpired() {
        Instant now = clock.instant();
        List<SqlLogin> known = list();
        known.stream().filter(login -> login.validUntil().isBefore(now)).forEach(this::remove);
        return known.stream().anyMatch(login -> !login.validUntil().isBefore(now));
    }

    /** The row goes first: a role without it sees nothing but shared experiments. */
    private void remove(SqlLogin login) {
        jdbc.call(
                "removing the login " + login.login(),
                handle -> handle.createUpdate("delete from history_access.login where login = :login")
                        .bind("login", login.login())
                        .execute());
        roles.remove(login.login());
    }

    private Optional<SqlLogin> find(String login) {
        return jdbc.call(
                "reading the login " + login,
                handle -> handle.createQuery(SELECT + "where login = :login")
                        .bind("login", login)
                        .map((row, context) -> read(row))
                        .findOne());
    }

    private static SqlLogin read(ResultSet row) throws SQLException {
        return new SqlLogin(
                row.getString("login"),
                row.getString("viewer"),
                Columns.instant(row, "created_at"),
                row.getString("created_by"),
                Columns.instant(row, "valid_until"));
    }
}
