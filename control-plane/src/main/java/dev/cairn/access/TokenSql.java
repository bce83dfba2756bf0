package dev.cairn.access;

import dev.cairn.jdbc.Columns;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jspecify.annotations.Nullable;

/** The SQL of api_token. All times are the database's. */
final class TokenSql {
    private static final String SHOWN =
            "id, name, role, scope, prefix, created_at, created_by, expires_at, revoked_at, last_used_at";
    static final String LIVE = "t.revoked_at is null and (t.expires_at is null or t.expires_at > now())";

    static final RowMapper<Principal> PRINCIPAL = (row, context) -> new Principal(
            row.getLong("id"), row.getString("name"), Role.of(row.getString("role")), Scope.of(row.getString("scope")));

    private static final RowMapper<Token> TOKEN = (row, context) -> new Token(
            row.getLong("id"),
            row.getString("name"),
            Role.of(row.getString("role")),
            Scope.of(row.getString("scope")),
            row.getString("prefix"),
            Columns.instant(row, "created_at"),
            row.getString("created_by"),
            Columns.instantOrNull(row, "expires_at"),
            Columns.instantOrNull(row, "revoked_at"),
            Columns.instantOrNull(row, "last_used_at"));

    private TokenSql() {}

    static Token insert(Handle handle, TokenRequest request, Secret secret, @Nullable Duration lifetime, String by) {
        return handle.createQuery("""
                        insert into api_token (name, role, scope, prefix, hash, created_by, expires_at)
                        values (:name, :role, :scope, :prefix, :hash, :by, now() + :lifetime::bigint * interval '1 second')
                        returning\s""" + SHOWN)
                .bind("name", request.name())
                .bind("role", request.role().word())
                .bind("scope", request.scopeOrDefault().word())
                .bind("prefix", secret.shown())
                .bind("hash", secret.hash())
                .bind("by", by)
                .bind("lifetime", lifetime == null ? null : lifetime.toSeconds())
                .map(TOKEN)
                .one();
    }

    static List<Token> all(Handle handle) {
        return handle.createQuery("select " + SHOWN + " from api_token order by id desc")
                .map(TOKEN)
                .list();
    }

    /**
     * Whether an active token has the name. No other transaction can take the name until the caller's transaction ends.
     */
    static boolean isTaken(Handle handle, String name) {
        handle.execute("select pg_advisory_xact_lock(hashtext('api_token.name'))");
        return handle.createQuery("""
                        select exists (select from api_token t where lower(t.name) = lower(:name) and\s""" + LIVE + ")")
                .bind("name", name)
                .mapTo(Boolean.class)
                .one();
    }

    /** Locks a token, so that it does not change until the caller's transaction ends. */
    static Optional<Token> locked(Handle handle, long id) {
        return one(handle, "select " + SHOWN + " from api_token where id = :id for update", id);
    }

    static Optional<Token> revoke(Handle handle, long id) {
        return one(handle, "update api_token set revoked_at = now() where id = :id returning " + SHOWN, id);
    }

    static Optional<Principal> live(Handle handle, byte[] hash) {
        return handle.createQuery(
                        "select t.id, t.name, t.role, t.scope from api_token t where t.hash = :hash and " + LIVE)
                .bind("hash", hash)
                .map(PRINCIPAL)
                .findOne();
    }

    /** Sets the time of last use, to the minute, so that a busy token does not cause a write per request. */
    static void used(Handle handle, long id) {
        handle.createUpdate("""
                        update api_token set last_used_at = now()
                        where id = :id and (last_used_at is null or last_used_at < now() - interval '1 minute')""").bind("id", id).execute();
    }

    private static Optional<Token> one(Handle handle, String statement, long id) {
        return handle.createQuery(statement).bind("id", id).map(TOKEN).findOne();
    }
}
