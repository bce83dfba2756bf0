package dev.cairn.access;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The table api_token. All times are the database's. */
final class TokenSql {
    private static final String SHOWN =
            "id, name, role, reach, prefix, created_at, created_by, expires_at, revoked_at, last_used_at";
    static final String LIVE = "t.revoked_at is null and (t.expires_at is null or t.expires_at > now())";

    private TokenSql() {}

    static Token insert(
            Connection connection, TokenRequest request, Secret secret, @Nullable Duration lifetime, String by)
            throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("""
                insert into api_token (name, role, reach, prefix, hash, created_by, expires_at)
                values (?, ?, ?, ?, ?, ?, now() + ?::bigint * interval '1 second') returning\s""" + SHOWN)) {
            insert.setString(1, request.name());
            insert.setString(2, request.role().word());
            insert.setString(3, request.reachOrDefault().word());
            insert.setString(4, secret.shown());
            insert.setBytes(5, secret.hash());
            insert.setString(6, by);
            insert.setObject(7, lifetime == null ? null : lifetime.toSeconds());
            try (ResultSet row = insert.executeQuery()) {
                row.next();
                return token(row);
            }
        }
    }

    static List<Token> all(Connection connection) throws SQLException {
        try (PreparedStatement select =
                        connection.prepareStatement("select " + SHOWN + " from api_token order by id desc");
                ResultSet rows = select.executeQuery()) {
            List<Token> tokens = new ArrayList<>();
            while (rows.next()) {
                tokens.add(token(rows));
            }
            return tokens;
        }
    }

    /** Whether a token that has not ended has the name; nobody else takes it until the caller's transaction ends. */
    static boolean isTaken(Connection connection, String name) throws SQLException {
        try (PreparedStatement lock =
                connection.prepareStatement("select pg_advisory_xact_lock(hashtext('api_token.name'))")) {
            lock.executeQuery().close();
        }
        try (PreparedStatement select = connection.prepareStatement(
                "select exists (select from api_token t where lower(t.name) = lower(?) and " + LIVE + ")")) {
            select.setString(1, name);
            try (ResultSet row = select.executeQuery()) {
                row.next();
                return row.getBoolean(1);
            }
        }
    }

    /** Locked, so that it is the same until the caller's transaction ends. */
    static Optional<Token> locked(Connection connection, long id) throws SQLException {
        return one(connection, "select " + SHOWN + " from api_token where id = ? for update", id);
    }

    static Optional<Token> revoke(Connection connection, long id) throws SQLException {
        return one(connection, "update api_token set revoked_at = now() where id = ? returning " + SHOWN, id);
    }

    static Optional<Principal> live(Connection connection, byte[] hash) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "select t.id, t.name, t.role, t.reach from api_token t where t.hash = ? and " + LIVE)) {
            select.setBytes(1, hash);
            try (ResultSet row = select.executeQuery()) {
                return row.next() ? Optional.of(principal(row)) : Optional.empty();
            }
        }
    }

    /** To the minute, so that a busy token isn't a write a request. */
    static void used(Connection connection, long id) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement("""
                update api_token set last_used_at = now()
                where id = ? and (last_used_at is null or last_used_at < now() - interval '1 minute')""")) {
            update.setLong(1, id);
            update.executeUpdate();
        }
    }

    static Principal principal(ResultSet row) throws SQLException {
        return new Principal(
                row.getLong("id"),
                row.getString("name"),
                Role.of(row.getString("role")),
                Reach.of(row.getString("reach")));
    }

    private static Optional<Token> one(Connection connection, String statement, long id) throws SQLException {
        try (PreparedStatement prepared = connection.prepareStatement(statement)) {
            prepared.setLong(1, id);
            try (ResultSet row = prepared.executeQuery()) {
                return row.next() ? Optional.of(token(row)) : Optional.empty();
            }
        }
    }

    private static Token token(ResultSet row) throws SQLException {
        return new Token(
                row.getLong("id"),
                row.getString("name"),
                Role.of(row.getString("role")),
                Reach.of(row.getString("reach")),
                row.getString("prefix"),
                Objects.requireNonNull(AccessSql.instant(row, "created_at")),
                row.getString("created_by"),
                AccessSql.instant(row, "expires_at"),
                AccessSql.instant(row, "revoked_at"),
                AccessSql.instant(row, "last_used_at"));
    }
}
