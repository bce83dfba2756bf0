package dev.cairn.access;

import dev.cairn.jdbc.JdbcRunner;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** API tokens: made, listed, revoked, recognised. Every change is in the audit, in the same transaction. */
@Singleton
public final class Tokens {
    private static final String MADE = "tokens.create";
    private static final String REVOKED = "tokens.revoke";

    private final JdbcRunner jdbc;
    private final Audit audit;

    public Tokens(JdbcRunner jdbc, Audit audit) {
        this.jdbc = jdbc;
        this.audit = audit;
    }

    /**
     * A new token with its secret, which can't be read again.
     *
     * @throws NameTakenException if a token that has not ended has the name: two of one name would be one person
     */
    public MadeToken make(TokenRequest request, Principal by) {
        if (PersonName.isSame(request.name(), Principal.terminal().name())) {
            throw new NameTakenException("the name '" + Principal.terminal().name()
                    + "' is that of the person who started the control plane; take another one");
        }
        return jdbc.inTransaction("making a token", handle -> {
            if (TokenSql.isTaken(handle, request.name())) {
                throw new NameTakenException("a token that has not ended is called '" + request.name()
                        + "' already; revoke that one, or take another name");
            }
            return made(handle, request, Secret.fresh(Secret.TOKEN), request.lifetime(), by);
        });
    }

    /**
     * The secret of a token for the person who started the control plane; it counts only once it is {@linkplain #adopt adopted}.
     */
    public static String freshSecret() {
        return Secret.fresh(Secret.TOKEN).text();
    }

    /**
     * Makes a secret that is written down already an admin's, without an end. Each control plane has one, all by the same
     * name: anyone who can read one of the files is the person at that terminal.
     *
     * @return whose it is
     */
    public Principal adopt(String secret) {
        var request = new TokenRequest(Principal.terminal().name(), Role.ADMIN, Scope.FULL, null);
        Token token = jdbc.inTransaction(
                        "making a token",
                        handle -> made(handle, request, new Secret(secret), null, Principal.terminal()))
                .token();
        return new Principal(token.id(), token.name(), token.role(), token.scope());
    }

    private MadeToken made(
            Handle handle, TokenRequest request, Secret secret, @Nullable Duration lifetime, Principal by) {
        Token token = TokenSql.insert(handle, request, secret, lifetime, by.name());
        audit.record(handle, by, new AuditedChange(MADE, target(token.id()), null, audit.json(token)));
        return new MadeToken(token, secret.text());
    }

    /** Newest first, with those that have ended. */
    public List<Token> list() {
        return jdbc.call("listing tokens", TokenSql::all);
    }

    /** Ends a token, and the sessions that were opened with it; empty if there is no such token. */
    public Optional<Token> revoke(long id, Principal by) {
        return jdbc.inTransaction("revoking token " + id, handle -> {
            Optional<Token> before = TokenSql.locked(handle, id);
            if (before.isEmpty() || before.get().revokedAt() != null) {
                return before;
            }
            Optional<Token> after = TokenSql.revoke(handle, id);
            audit.record(
                    handle,
                    by,
                    new AuditedChange(REVOKED, target(id), audit.json(before.get()), audit.json(after.orElseThrow())));
            return after;
        });
    }

    /** Whose secret this is; empty if it is nobody's, or its token has expired or was revoked. */
    public Optional<Principal> holder(String secret) {
        if (!secret.startsWith(Secret.TOKEN)) {
            return Optional.empty();
        }
        return jdbc.call("recognising a token", handle -> {
            Optional<Principal> found = TokenSql.live(handle, new Secret(secret).hash());
            if (found.isPresent()) {
                TokenSql.used(handle, Objects.requireNonNull(found.get().tokenId()));
            }
            return found;
        });
    }

    private static String target(long id) {
        return "/api/v1/tokens/" + id;
    }
}
