package dev.cairn.access;

import dev.cairn.jdbc.JdbcRunner;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The console's sessions, identified by a browser's cookie. A session belongs to a token and ends with it: to the token
 * used to sign in, or to the one that created the sign-in link. For the link printed at start that is the token in
 * HOME.
 */
@Singleton
public final class Sessions {
    /** Lifetime of a session and its cookie: a working week. */
    public static final Duration LIFETIME = Duration.ofDays(7);

    private final JdbcRunner jdbc;
    private final Audit audit;

    public Sessions(JdbcRunner jdbc, Audit audit) {
        this.jdbc = jdbc;
        this.audit = audit;
    }

    /**
     * Opens a session; returns the cookie's secret.
     *
     * @throws IllegalArgumentException if the principal does not have a token
     */
    public String open(Principal who) {
        Long token = who.tokenId();
        if (token == null) {
            throw new IllegalArgumentException("a session belongs to a token, and " + who.name() + " has none");
        }
        Secret secret = Secret.fresh("");
        return jdbc.inTransaction("opening a session", handle -> {
            SessionSql.deleteEnded(handle);
            long id = SessionSql.insert(handle, secret, token, LIFETIME);
            audit.record(handle, who, new AuditedChange("session.open", target(id), null, null));
            return secret.text();
        });
    }

    /** The owner of a cookie; empty if the session or its token has ended. */
    public Optional<Principal> holder(String cookie) {
        Secret secret = new Secret(cookie);
        return jdbc.call("recognising a session", handle -> {
            Optional<Principal> found = SessionSql.holder(handle, secret);
            if (found.isPresent()) {
                SessionSql.touch(handle, secret);
            }
            return found;
        });
    }

    /**
     * The active sessions, newest first: all of them for an admin, for other users those of their token.
     *
     * @param cookie cookie of the current request
     */
    public List<Session> list(Principal who, @Nullable String cookie) {
        return jdbc.call(
                "listing sessions",
                handle -> SessionSql.live(
                        handle,
                        who.role() == Role.ADMIN ? null : noneIfAbsent(who.tokenId()),
                        cookie == null ? null : new Secret(cookie)));
    }

    /** Ends a session; does nothing if it has already ended. */
    public void close(String cookie, Principal who) {
        jdbc.inTransaction("ending a session", handle -> {
            Optional<Long> ended = SessionSql.delete(handle, new Secret(cookie));
            if (ended.isPresent()) {
                audit.record(handle, who, new AuditedChange("session.close", target(ended.get()), null, null));
            }
            return who;
        });
    }

    /**
     * Ends any session.
     *
     * @return the ended session; empty if {@link #list} does not show such a session
     */
    public Optional<Session> revoke(long id, Principal who) {
        return jdbc.inTransaction("ending session " + id, handle -> {
            boolean anybodys = who.role() == Role.ADMIN && who.scope() == Scope.FULL;
            Long token = anybodys ? null : noneIfAbsent(who.tokenId());
            Optional<Session> found = SessionSql.live(handle, token, null).stream()
                    .filter(session -> session.id() == id)
                    .findFirst();
            if (found.isPresent() && SessionSql.delete(handle, id)) {
                audit.record(
                        handle, who, new AuditedChange("sessions.revoke", target(id), audit.json(found.get()), null));
            }
            return found;
        });
    }

    /** The id, or one that no token has. */
    private static Long noneIfAbsent(@Nullable Long token) {
        return token == null ? 0L : token;
    }

    private static String target(long id) {
        return "/api/v1/sessions/" + id;
    }
}
