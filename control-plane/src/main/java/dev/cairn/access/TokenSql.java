package dev.cairn.access;

import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;

/** The SQL that every request needs of api_token. All times are the database's. */
final class TokenSql {
    static final String LIVE = "t.revoked_at is null and (t.expires_at is null or t.expires_at > now())";

    static final RowMapper<Principal> PRINCIPAL = (row, context) -> new Principal(
            row.getLong("id"), row.getString("name"), Role.of(row.getString("role")), Scope.of(row.getString("scope")));

    private TokenSql() {}

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

    static Optional<Principal> live(Handle handle, byte[] hash) {
        return handle.createQuery(
                        "select t.id, t.name, t.role, t.scope from api_token t where t.hash = :hash and " + LIVE)
                .bind("hash", hash)
                .map(PRINCIPAL)
                .findOne();
    }

    /** Sets the time of last use, to the minute, so that a busy token does not cause a write per request. */
    static void touch(Handle handle, long id) {
        handle.createUpdate("""
                        update api_token set last_used_at = now()
                        where id = :id and (last_used_at is null or last_used_at < now() - interval '1 minute')""").bind("id", id).execute();
    }
}
