package dev.cairn.ledger;

import dev.cairn.ports.Rollout;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** Adds what a unit used to the total of its run. */
final class UsageSql {
    private UsageSql() {}

    /** Number of tokens of prompts and completions together. */
    static long tokens(List<Rollout> rollouts) {
        return rollouts.stream()
                .mapToLong(rollout -> rollout.promptTokens() + rollout.completionTokens())
                .sum();
    }

    static void add(Handle handle, OwnedRun owned, UnitRecord unit) {
        double seconds = unit.worked().toMillis() / 1000.0;
        handle.createUpdate("""
                        insert into run_usage as u (run_id, rollouts, tokens, seconds, accelerator_seconds)
                        values (:run, :rollouts, :tokens, :seconds, :acceleratorSeconds)
                        on conflict (run_id) do update set rollouts = u.rollouts + excluded.rollouts,
                            tokens = u.tokens + excluded.tokens, seconds = u.seconds + excluded.seconds,
                            accelerator_seconds = u.accelerator_seconds + excluded.accelerator_seconds""")
                .bind("run", owned.run())
                .bind("rollouts", unit.rollouts().size())
                .bind("tokens", tokens(unit.rollouts()))
                .bind("seconds", seconds)
                .bind("acceleratorSeconds", seconds * owned.accelerators().getAsInt())
                .execute();
    }
}
