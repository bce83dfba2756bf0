package dev.cairn.access;

import dev.cairn.jdbc.JdbcRunner;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Creates, lists, revokes and checks API tokens. Every change is recorded in the audit in the same transaction. */
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
     * Creates a token and returns it with its secret, which cannot be read again.
     *
     * @throws NameTakenException if an active token has the name, since the name identifies a person
     */
    public MadeToken make(TokenRequest request, Principal by) {
        if (PersonName.isSame(request.name(), Principal.terminal().name())) {
            throw new NameTakenException("the name '" + Principal.terminal().name()
                    + "' is reserved for the person who started the control plane; choose another one");
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
     * A new secret for the user that started the control plane; it is valid only after it is
     * {@linkplain #adopt adopted}.
     */
    public static String freshSecret() {
        return Secret.fresh(Secret.TOKEN).text();
    }

    /**
     * Creates an admin's token, without an expiry, for a secret that is already written to a file. Each control plane
     * has one, all with the same name: anyone who can read the file is the user at that terminal.
     *
     * @return the token's owner
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

    /** All tokens, newest first, including those that have ended. */
    public List<Token> list() {
        return jdbc.call("listing tokens", TokenSql::all);
    }

    /** Revokes a token and ends the sessions opened with it; empty if there is no such token. */
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

    /** The owner of a secret; empty if it is unknown, or its token has expired or was revoked. */
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
