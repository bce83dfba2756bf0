package dev.cairn.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.testing.TestDatabase;
import dev.cairn.testing.TestJson;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Every change is recorded, whenever the control plane dies. */
class AuditIntentsTest {
    private final TestDatabase database = TestDatabase.empty();
    private final Audit audit = new Audit(database.jdbc(), TestJson.MAPPER);
    private final AuditIntents intents = new AuditIntents(database.jdbc(), audit);
    private final String target = "/api/v1/runs/" + UUID.randomUUID();

    private AuditPage rows() {
        return audit.page(new AuditQuery(null, target, null, 10));
    }

    @Test
    void aRecordedOrWithdrawnIntentIsGone() {
        long made = intents.announce(Principal.terminal(), "runs.cancel", target);
        long refused = intents.announce(Principal.terminal(), "runs.cancel", target);
        assertThat(rows().items()).isEmpty();
        intents.record(made, Principal.terminal(), new AuditedChange("runs.cancel", target, null, null));
        intents.withdraw(refused);
        assertThat(rows().items()).extracting(AuditEntry::action).containsExactly("runs.cancel");
        assertThat(database.number("select count(*) from audit_intent where target = '" + target + "'"))
                .isZero();
    }

    @Test
    void whatADeadControlPlaneLeftIsInTheAuditWithItsTime() {
        intents.announce(Principal.terminal(), "runs.cancel", target);
        assertThat(intents.settleAbandoned()).isZero();
        database.execute("update audit_intent set at = now() - interval '11 minutes'");
        assertThat(intents.settleAbandoned()).isEqualTo(1);
        AuditEntry entry = rows().items().getFirst();
        assertThat(entry.action()).isEqualTo("runs.cancel (outcome unknown)");
        assertThat(entry.actor()).isEqualTo("local");
        assertThat(entry.at()).isBefore(java.time.Instant.now().minusSeconds(600));
    }
}
