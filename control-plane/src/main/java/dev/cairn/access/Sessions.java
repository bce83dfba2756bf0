package dev.cairn.access;

import dev.cairn.jdbc.JdbcRunner;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The console's sessions: what a browser's cookie stands for. Each belongs to a token and ends with it: to the one that was
 * shown, or to the one that made the sign-in link, which for the link of a start is the token in HOME.
 */
@Singleton
public final class Sessions {
    /** Of a session and its cookie; a working week at one sitting is enough. */
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
     * @throws IllegalArgumentException if it is somebody without a token
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

    /** Whose cookie this is; empty if the session or its token has ended. */
    public Optional<Principal> holder(String cookie) {
        Secret secret = new Secret(cookie);
        return jdbc.call("recognising a session", handle -> {
            Optional<Principal> found = SessionSql.holder(handle, secret);
            if (found.isPresent()) {
                SessionSql.used(handle, secret);
            }
            return found;
        });
    }

    /**
     * The sessions that have not ended, newest first: all of them for an admin, for everybody else those of their token.
     *
     * @param cookie that the request came with
     */
    public List<Session> list(Principal who, @Nullable String cookie) {
        return jdbc.call(
                "listing sessions",
                handle -> SessionSql.live(
                        handle,
                        who.role() == Role.ADMIN ? null : noneIfAbsent(who.tokenId()),
                        cookie == null ? null : new Secret(cookie)));
    }

    /** Ends a session; nothing happens if it has ended. */
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
     * Ends a session from elsewhere.
     *
     * @return what it was; empty if there is no such session among those that {@link #list} shows
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

    /** No token has this number. */
    private static Long noneIfAbsent(@Nullable Long token) {
        return token == null ? 0L : token;
    }

    private static String target(long id) {
        return "/api/v1/sessions/" + id;
    }
}
