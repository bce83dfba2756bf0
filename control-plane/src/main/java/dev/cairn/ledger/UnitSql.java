package dev.cairn.ledger;

import dev.cairn.grading.RuleAgreement;
import dev.cairn.ports.Unit;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** The SQL of run_unit, and of the owner's row that guards it. */
final class UnitSql {
    private UnitSql() {}

    /** A committed unit. */
    record Stored(String json, String owner, long fence) {}

    static Optional<Stored> find(Handle handle, long run, Unit<?> unit) {
        return handle.createQuery(
                        "select result::text, owner, fence from run_unit where run_id = :run and unit = :unit")
                .bind("run", run)
                .bind("unit", unit.text())
                .map((row, context) ->
                        new Stored(row.getString("result"), row.getString("owner"), row.getLong("fence")))
                .findOne();
    }

    /**
     * Locks the owner's row. {@code for share} holds off another owner until the commit; {@code for key share} does
     * not.
     */
    static boolean lockOwnership(Handle handle, OwnedRun owned) {
        return handle.createQuery("""
                        select 1 from run_owner where run_id = :run and owner = :owner and fence = :fence
                        for share""")
                .bind("run", owned.run())
                .bind("owner", owned.owner())
                .bind("fence", owned.fence())
                .mapTo(Integer.class)
                .findOne()
                .isPresent();
    }

    static void insert(Handle handle, OwnedRun owned, UnitRecord unit) {
        RuleAgreement rules = RuleAgreement.of(unit.rollouts());
        handle.createUpdate("""
                        insert into run_unit (run_id, unit, fence, attempt, owner, result, rollouts, tokens, started_at,
                            rules_compared, rules_differ)
                        values (:run, :unit, :fence, :attempt, :owner, :result::jsonb, :rollouts, :tokens, :startedAt,
                            :compared, :differ)""")
                .bind("run", owned.run())
                .bind("unit", unit.unit().text())
                .bind("fence", owned.fence())
                .bind("attempt", unit.attempt())
                .bind("owner", owned.owner())
                .bind("result", unit.json())
                .bind("rollouts", unit.rollouts().size())
                .bind("tokens", UsageSql.tokens(unit.rollouts()))
                .bind("startedAt", unit.startedAt())
                .bind("compared", rules.compared())
                .bind("differ", rules.differ())
                .execute();
    }

    static void deleteProgress(Handle handle, long run, String unit) {
        handle.createUpdate("delete from unit_progress where run_id = :run and unit = :unit")
                .bind("run", run)
                .bind("unit", unit)
                .execute();
    }

    static void ensureRolloutBlock(Handle handle, long run) {
        handle.execute("select ensure_rollout_block(?)", run);
    }
}
