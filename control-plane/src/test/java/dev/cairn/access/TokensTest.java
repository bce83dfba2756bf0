package dev.cairn.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.base.NameTakenException;
import dev.cairn.testing.Overtaken;
import dev.cairn.testing.TestDatabase;
import dev.cairn.testing.TestJson;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Tokens and sessions on a real database. */
class TokensTest {
    private final TestDatabase database = TestDatabase.empty();
    private final Audit audit = new Audit(database.jdbc(), TestJson.MAPPER);
    private final Tokens tokens = new Tokens(database.transactions(), audit);
    private final Sessions sessions = new Sessions(database.jdbc(), audit);

    private MadeToken made(String name, Role role) {
        return tokens.make(new TokenRequest(name, role, null, null), Principal.terminal());
    }

    private static String secret(MadeToken made) {
        assertThat(made.secret()).isNotNull();
        return String.valueOf(made.secret());
    }

    @Test
    void aTokenIsKnownByItsSecretWhichIsNowhere() {
        MadeToken made = made("olga", Role.OPERATOR);
        String secret = secret(made);
        assertThat(secret)
                .startsWith("cairn_")
                .startsWith(made.token().prefix())
                .hasSizeGreaterThan(40);
        assertThat(tokens.holder(secret)).contains(new Principal(made.token().id(), "olga", Role.OPERATOR, Scope.FULL));
        assertThat(tokens.holder(secret + "x")).isEmpty();
        assertThat(tokens.holder("")).isEmpty();
        assertThat(database.query("select t::text from api_token t union all select a::text from audit a"))
                .noneMatch(row -> row.contains(secret));
        assertThat(tokens.list().getFirst().lastUsedAt()).isNotNull();
    }

    @Test
    void aTokenEndsWhenItExpiresOrIsRevoked() {
        MadeToken old = made("old", Role.VIEWER);
        database.execute("update api_token set expires_at = now() - interval '1 second'");
        MadeToken revoked = made("revoked", Role.VIEWER);
        assertThat(tokens.revoke(revoked.token().id(), Principal.terminal())
                        .orElseThrow()
                        .revokedAt())
                .isNotNull();
        assertThat(tokens.holder(secret(old))).isEmpty();
        assertThat(tokens.holder(secret(revoked))).isEmpty();
        assertThat(tokens.revoke(999_999, Principal.terminal())).isEmpty();
        assertThat(tokens.list()).hasSize(2);
        assertThat(revoked.token().expiresAt()).isNotNull();
    }

    @Test
    void aTokenThatTwoRevokeAtTheSameTimeEndsOnce() throws Exception {
        long id = made("olga", Role.OPERATOR).token().id();
        Optional<Token> ended = Overtaken.by(
                database.application(),
                "update api_token set revoked_at = '2020-01-01T00:00:00Z', version = version + 1",
                () -> tokens.revoke(id, Principal.terminal()));
        assertThat(ended.orElseThrow().revokedAt()).isEqualTo(Instant.parse("2020-01-01T00:00:00Z"));
        assertThat(database.number(
                        "select count(*) from audit where action = 'tokens.revoke' and target like '%/" + id + "'"))
                .isZero();
    }

    @Test
    void everyChangeIsInTheAuditWithBeforeAndAfter() {
        MadeToken made = made("ann", Role.ADMIN);
        tokens.revoke(made.token().id(), new Principal(made.token().id(), "ann", Role.ADMIN, Scope.FULL));
        tokens.revoke(made.token().id(), Principal.terminal());
        AuditPage rows =
                audit.page(new AuditQuery(null, "/api/v1/tokens/" + made.token().id(), null, 10));
        assertThat(rows.items()).extracting(AuditEntry::action).containsExactly("tokens.revoke", "tokens.create");
        AuditEntry revoked = rows.items().getFirst();
        assertThat(revoked.actor()).isEqualTo("ann");
        assertThat(revoked.tokenId()).isEqualTo(made.token().id());
        assertThat(String.valueOf(revoked.before())).contains("\"revokedAt\":null");
        assertThat(String.valueOf(revoked.after())).doesNotContain("\"revokedAt\":null");
    }

    @Test
    void aSessionEndsWithItsToken() {
        MadeToken made = made("vera", Role.VIEWER);
        Principal vera = tokens.holder(secret(made)).orElseThrow();
        String first = sessions.open(vera);
        String second = sessions.open(vera);
        assertThat(sessions.holder(first)).contains(vera);
        sessions.close(second, vera);
        assertThat(sessions.holder(second)).isEmpty();
        tokens.revoke(made.token().id(), Principal.terminal());
        assertThat(sessions.holder(first)).isEmpty();
        assertThat(sessions.holder("")).isEmpty();
        assertThatThrownBy(() -> sessions.open(Principal.terminal())).hasMessageContaining("belongs to a token");
    }

    @Test
    void sessionsAreSeenAndEndedByTheirPersonAndByAdmins() {
        Principal vera = tokens.holder(secret(made("vera", Role.VIEWER))).orElseThrow();
        Principal olga = tokens.holder(secret(made("olga", Role.OPERATOR))).orElseThrow();
        Principal ann = tokens.holder(secret(made("ann", Role.ADMIN))).orElseThrow();
        Principal auditor = new Principal(ann.tokenId(), "ann", Role.ADMIN, Scope.READ_ONLY);
        String cookie = sessions.open(vera);
        sessions.open(olga);
        assertThat(sessions.list(vera, cookie)).singleElement().satisfies(session -> {
            assertThat(session.name()).isEqualTo("vera");
            assertThat(session.current()).isTrue();
            assertThat(session.lastUsedAt()).isNull();
            assertThat(session.expiresAt()).isAfter(session.createdAt());
        });
        sessions.holder(cookie);
        long id = sessions.list(vera, null).getFirst().id();
        assertThat(sessions.list(vera, null).getFirst().lastUsedAt()).isNotNull();
        assertThat(sessions.list(ann, null)).extracting(Session::name).containsExactly("olga", "vera");
        assertThat(sessions.revoke(id, olga)).isEmpty();
        assertThat(sessions.revoke(id, auditor)).isEmpty();
        assertThat(sessions.holder(cookie)).isPresent();
        assertThat(sessions.revoke(id, ann)).isPresent();
        assertThat(sessions.holder(cookie)).isEmpty();
        assertThat(sessions.revoke(id, ann)).isEmpty();
        AuditEntry row =
                audit.page(new AuditQuery("ann", null, null, 1)).items().getFirst();
        assertThat(row.action()).isEqualTo("sessions.revoke");
        assertThat(String.valueOf(row.before())).contains("vera");
    }

    @Test
    void aNameIsOnePersonsUntilTheTokenEnds() {
        MadeToken first = made("Ada", Role.VIEWER);
        for (String name : List.of("Ada", "ada")) {
            assertThatThrownBy(() -> made(name, Role.VIEWER))
                    .isInstanceOf(NameTakenException.class)
                    .hasMessageContaining("revoke that one");
        }
        assertThatThrownBy(() -> made("Local", Role.VIEWER)).isInstanceOf(NameTakenException.class);
        tokens.revoke(first.token().id(), Principal.terminal());
        made("ada", Role.VIEWER);
        database.execute("update api_token set expires_at = now() - interval '1 second'");
        assertThat(made("ada", Role.VIEWER).token().name()).isEqualTo("ada");
        assertThat(tokens.adopt(Tokens.freshSecret()).name()).isEqualTo("local");
        assertThat(tokens.adopt(Tokens.freshSecret()).name()).isEqualTo("local");
    }

    @Test
    void aRequestForATokenSaysWhatIsWrong() {
        assertThatThrownBy(() -> new TokenRequest("no spaces", Role.VIEWER, null, null))
                .hasMessageContaining("name must be");
        assertThatThrownBy(() -> new TokenRequest("x", Role.VIEWER, null, 0)).hasMessageContaining("1 to 3650, not 0");
        assertThatThrownBy(() -> TestJson.MAPPER.readValue("{\"name\":\"x\"}", TokenRequest.class))
                .hasMessageContaining("role must be");
    }
}
