package dev.cairn.access;

import dev.cairn.jdbc.Columns;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jspecify.annotations.Nullable;

/** The SQL of console_session. All times are the database's. */
final class SessionSql {
    private static final String LIVE = """
            from console_session s join api_token t on t.id = s.token_id
            where s.expires_at > now() and (""" + TokenSql.LIVE + ")";

    private static final RowMapper<Session> SESSION = (row, context) -> new Session(
            row.getLong("id"),
            row.getString("name"),
            Role.of(row.getString("role")),
            row.getLong("token_id"),
            Columns.instant(row, "created_at"),
            Columns.instantOrNull(row, "last_used_at"),
            Columns.instant(row, "expires_at"),
            row.getBoolean("current"));

    private SessionSql() {}

    static long insert(Handle handle, Secret secret, long tokenId, Duration lifetime) {
        return handle.createQuery("""
                        insert into console_session (hash, token_id, expires_at)
                        values (:hash, :token, now() + :lifetime * interval '1 second') returning id""")
                .bind("hash", secret.hash())
                .bind("token", tokenId)
                .bind("lifetime", lifetime.toSeconds())
                .mapTo(Long.class)
                .one();
    }

    static Optional<Principal> holder(Handle handle, Secret cookie) {
        return handle.createQuery("select t.id, t.name, t.role, t.scope " + LIVE + " and s.hash = :hash")
                .bind("hash", cookie.hash())
                .map(TokenSql.PRINCIPAL)
                .findOne();
    }

    /** Sets the time of last use, to the minute, so that a busy page does not cause a write per request. */
    static void touch(Handle handle, Secret cookie) {
        handle.createUpdate("""
                        update console_session set last_used_at = now()
                        where hash = :hash and (last_used_at is null or last_used_at < now() - interval '1 minute')""").bind("hash", cookie.hash()).execute();
    }

    /**
     * Lists active sessions, newest first.
     *
     * @param tokenId only sessions of this token; all if absent
     * @param cookie cookie of the current request
     */
    static List<Session> live(Handle handle, @Nullable Long tokenId, @Nullable Secret cookie) {
        return handle.createQuery(
                        """
                        select s.id, t.name, t.role, s.token_id, s.created_at, s.last_used_at, s.expires_at,
                            coalesce(s.hash = :hash, false) as current
                        """ + LIVE + " and (:token::bigint is null or s.token_id = :token) order by s.id desc")
                .bind("hash", cookie == null ? null : cookie.hash())
                .bind("token", tokenId)
                .map(SESSION)
                .list();
    }

    /** Ends a session and returns its id; empty if there is no such session. */
    static Optional<Long> delete(Handle handle, Secret cookie) {
        return handle.createQuery("delete from console_session where hash = :hash returning id")
                .bind("hash", cookie.hash())
                .mapTo(Long.class)
                .findOne();
    }

    static boolean delete(Handle handle, long id) {
        return handle.createUpdate("delete from console_session where id = :id")
                        .bind("id", id)
                        .execute()
                == 1;
    }

    static void deleteEnded(Handle handle) {
        handle.createUpdate("delete from console_session where expires_at < now()")
                .execute();
    }
}
