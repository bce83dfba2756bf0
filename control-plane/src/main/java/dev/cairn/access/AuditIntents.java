package dev.cairn.access;

import dev.cairn.jdbc.JdbcRunner;
import jakarta.inject.Singleton;
import org.jdbi.v3.core.Handle;

/**
 * Changes that are being made and are recorded in the audit afterwards: if the control plane dies in between, the intent is
 * left, and goes to the audit as of unknown outcome.
 */
@Singleton
public final class AuditIntents {
    private final JdbcRunner jdbc;
    private final Audit audit;

    public AuditIntents(JdbcRunner jdbc, Audit audit) {
        this.jdbc = jdbc;
        this.audit = audit;
    }

    /** Announces a change before it is made; returns the intent's number. */
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

    /** The change was made: it is in the audit, and its intent gone. */
    public void record(long intent, Principal who, AuditedChange change) {
        jdbc.inTransaction("recording a change", handle -> {
            audit.record(handle, who, change);
            return delete(handle, intent);
        });
    }

    /** Nothing was changed, or it is in the audit already. */
    public void withdraw(long intent) {
        jdbc.call("withdrawing an intent", handle -> delete(handle, intent));
    }

    /** Moves what dead control planes left to the audit; returns how many. No request takes ten minutes. */
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
