package dev.cairn.access;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cairn.base.NameTakenException;
import dev.cairn.jdbc.Transactions;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.hibernate.StatelessSession;
import org.jdbi.v3.core.Handle;

/** Creates, lists, revokes and checks API tokens. Every change is recorded in the audit in the same transaction. */
@Singleton
public final class Tokens {
    private static final String MADE = "tokens.create";
    private static final String REVOKED = "tokens.revoke";

    private final Transactions transactions;
    private final Audit audit;

    public Tokens(Transactions transactions, Audit audit) {
        this.transactions = transactions;
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
        return transactions.inTransaction("making a token", (session, handle) -> {
            if (TokenSql.isTaken(handle, request.name())) {
                throw new NameTakenException("a token that has not ended is called '" + request.name()
                        + "' already; revoke that one, or take another name");
            }
            Secret secret = Secret.fresh(Secret.TOKEN);
            Instant now = Transactions.now(handle);
            TokenRow row = new TokenRow(request, secret, request.lifetime(), by.name(), now);
            return new MadeToken(insert(session, handle, row, by), secret.text());
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
        TokenRequest request = new TokenRequest(Principal.terminal().name(), Role.ADMIN, Scope.FULL, null);
        Principal by = Principal.terminal();
        Token token = transactions.inTransaction("making a token", (session, handle) -> {
            TokenRow row = new TokenRow(request, new Secret(secret), null, by.name(), Transactions.now(handle));
            return insert(session, handle, row, by);
        });
        return new Principal(token.id(), token.name(), token.role(), token.scope());
    }

    private Token insert(StatelessSession session, Handle handle, TokenRow row, Principal by) {
        Token token = new TokenRepository_(session).insert(row).shown();
        audit.record(handle, by, new AuditedChange(MADE, target(token.id()), null, audit.json(token)));
        return token;
    }

    /** All tokens, newest first, including those that have ended. */
    public List<Token> list() {
        return transactions.read(
                "listing tokens",
                session -> new TokenRepository_(session)
                        .all().stream().map(TokenRow::shown).toList());
    }

    /** Revokes a token and ends the sessions opened with it; empty if there is no such token. */
    public Optional<Token> revoke(long id, Principal by) {
        return transactions.edit("revoking token " + id, (session, handle) -> {
            TokenRepository tokens = new TokenRepository_(session);
            Optional<TokenRow> found = tokens.find(id);
            if (found.isEmpty() || found.get().revokedAt != null) {
                return found.map(TokenRow::shown);
            }
            TokenRow row = found.get();
            JsonNode before = audit.json(row.shown());
            row.revokedAt = Transactions.now(handle);
            Token after = tokens.update(row).shown();
            audit.record(handle, by, new AuditedChange(REVOKED, target(id), before, audit.json(after)));
            return Optional.of(after);
        });
    }

    /** The owner of a secret; empty if it is unknown, or its token has expired or was revoked. */
    public Optional<Principal> holder(String secret) {
        if (!secret.startsWith(Secret.TOKEN)) {
            return Optional.empty();
        }
        return transactions.jdbc().call("recognising a token", handle -> {
            Optional<Principal> found = TokenSql.live(handle, new Secret(secret).hash());
            if (found.isPresent()) {
                TokenSql.touch(handle, Objects.requireNonNull(found.get().tokenId()));
            }
            return found;
        });
    }

    private static String target(long id) {
        return "/api/v1/tokens/" + id;
    }
}
