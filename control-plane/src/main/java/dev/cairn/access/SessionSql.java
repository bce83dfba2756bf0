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

/** The table console_session. All times are the database's. */
final class SessionSql {
    private static final String LIVE = """
            from console_session s join api_token t on t.id = s.token_id
            where s.expires_at > now() and (""" + TokenSql.LIVE + ")";

    private SessionSql() {}

    static long insert(Connection connection, Secret secret, long tokenId, Duration lifetime) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("""
                insert into console_session (hash, token_id, expires_at)
                values (?, ?, now() + ?::bigint * interval '1 second') returning id""")) {
            insert.setBytes(1, secret.hash());
            insert.setLong(2, tokenId);
            insert.setLong(3, lifetime.toSeconds());
            try (ResultSet row = insert.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }

    static Optional<Principal> holder(Connection connection, Secret cookie) throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement("select t.id, t.name, t.role, t.reach " + LIVE + " and s.hash = ?")) {
            select.setBytes(1, cookie.hash());
            try (ResultSet row = select.executeQuery()) {
                return row.next() ? Optional.of(TokenSql.principal(row)) : Optional.empty();
            }
        }
    }

    /** To the minute, so that a busy page isn't a write a request. */
    static void used(Connection connection, Secret cookie) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement("""
                update console_session set last_used_at = now()
                where hash = ? and (last_used_at is null or last_used_at < now() - interval '1 minute')""")) {
            update.setBytes(1, cookie.hash());
            update.executeUpdate();
        }
    }

    /**
     * Newest first.
     *
     * @param tokenId only of this token; absent: all
     * @param cookie of the request that asks
     */
    static List<Session> live(Connection connection, @Nullable Long tokenId, @Nullable Secret cookie)
            throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                """
                select s.id, t.name, t.role, s.token_id, s.created_at, s.last_used_at, s.expires_at,
                    coalesce(s.hash = ?, false) as current\s""" + LIVE + " and (?::bigint is null or s.token_id = ?) order by s.id desc")) {
            select.setBytes(1, cookie == null ? null : cookie.hash());
            select.setObject(2, tokenId);
            select.setObject(3, tokenId);
            List<Session> found = new ArrayList<>();
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    found.add(session(rows));
                }
            }
            return found;
        }
    }

    /** The number of the session that has ended; empty if there is none. */
    static Optional<Long> delete(Connection connection, Secret cookie) throws SQLException {
        try (PreparedStatement delete =
                connection.prepareStatement("delete from console_session where hash = ? returning id")) {
            delete.setBytes(1, cookie.hash());
            try (ResultSet row = delete.executeQuery()) {
                return row.next() ? Optional.of(row.getLong(1)) : Optional.empty();
            }
        }
    }

    static boolean delete(Connection connection, long id) throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement("delete from console_session where id = ?")) {
            delete.setLong(1, id);
            return delete.executeUpdate() == 1;
        }
    }

    static void deleteEnded(Connection connection) throws SQLException {
        try (PreparedStatement delete =
                connection.prepareStatement("delete from console_session where expires_at < now()")) {
            delete.executeUpdate();
        }
    }

    private static Session session(ResultSet row) throws SQLException {
        return new Session(
                row.getLong("id"),
                row.getString("name"),
                Role.of(row.getString("role")),
                row.getLong("token_id"),
                Objects.requireNonNull(AccessSql.instant(row, "created_at")),
                AccessSql.instant(row, "last_used_at"),
                Objects.requireNonNull(AccessSql.instant(row, "expires_at")),
                row.getBoolean("current"));
    }
}
