package dev.cairn.access;

import dev.cairn.jdbc.JdbcRunner;
import jakarta.inject.Singleton;
import org.jdbi.v3.core.Handle;

/**
 * Announces changes that are recorded in the audit afterwards. If the control plane dies in between, the intent
 * remains, and goes to the audit with an unknown outcome.
 */
@Singleton
public final class AuditIntents {
    private final JdbcRunner jdbc;
    private final Audit audit;

    public AuditIntents(JdbcRunner jdbc, Audit audit) {
        this.jdbc = jdbc;
        this.audit = audit;
    }

    /** Announces a change before it is made; returns the number of the intent. */
    public long announce(Principal who, String action, String target) {
        return jdbc.call(
                "announcing a change",
                handle -> handle.createQuery("""
                        insert into audit_intent (actor, token_id, action, target) values (:actor, :token, :action, :target)
                        returning id""")
                        .bind("actor", who.name())
                        .bind("token", who.tokenId())
                        .bind("action", action)
                        .bind("target", target)
                        .mapTo(Long.class)
                        .one());
    }

    /** Records a change that was made, and removes its intent. */
    public void record(long intent, Principal who, AuditedChange change) {
        jdbc.inTransaction("recording a change", handle -> {
            audit.record(handle, who, change);
            return delete(handle, intent);
        });
    }

    /** Removes an intent, because nothing was changed, or because the change is already in the audit. */
    public void withdraw(long intent) {
        jdbc.call("withdrawing an intent", handle -> delete(handle, intent));
    }

    /** Moves the intents of dead control planes to the audit; returns their number. No request takes ten minutes. */
    public int settleAbandoned() {
        return jdbc.call("settling abandoned intents", handle -> handle.execute("""
                with gone as (delete from audit_intent where at < now() - interval '10 minutes' returning *)
                insert into audit (at, actor, token_id, action, target)
                select at, actor, token_id, action || ' (outcome unknown)', target from gone order by id"""));
    }

    private static int delete(Handle handle, long intent) {
        return handle.createUpdate("delete from audit_intent where id = :id")
                .bind("id", intent)
                .execute();
    }
}
