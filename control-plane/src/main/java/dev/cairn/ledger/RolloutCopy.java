package dev.cairn.ledger;

import dev.cairn.ports.Rollout;
import dev.cairn.ports.Unit;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/** Writes a unit's rollouts and their texts with COPY, on the connection of its transaction. */
final class RolloutCopy {
    private static final String ROLLOUTS =
            "copy rollout (run_id, unit, ordinal, purpose, step, prompt_index, sample, problem_id, seed, answer, rule, verdict,"
                    + " other_verdict, reward, kl_penalty, advantage, prompt_tokens, completion_tokens, finish_reason, rejection) from stdin";
    private static final String TEXTS = "copy rollout_text (run_id, unit, ordinal, text) from stdin";

    private RolloutCopy() {}

    static void write(Handle handle, OwnedRun owned, Unit<?> unit, List<Rollout> rollouts) throws SQLException {
        if (rollouts.isEmpty()) {
            return;
        }
        PGConnection postgres = handle.getConnection().unwrap(PGConnection.class);
        CopyRow row = new CopyRow();
        int[] ordinal = {0};
        copy(postgres, ROLLOUTS, rollouts, rollout -> numbers(row, owned, unit, ordinal[0]++, rollout));
        ordinal[0] = 0;
        if (rollouts.stream().anyMatch(owned.texts()::keeps)) {
            copy(postgres, TEXTS, rollouts, rollout -> text(row, owned, unit, ordinal[0]++, rollout));
        }
    }

    private static void copy(
            PGConnection postgres, String statement, List<Rollout> rollouts, Function<Rollout, byte @Nullable []> line)
            throws SQLException {
        CopyIn copy = postgres.getCopyAPI().copyIn(statement);
        try {
            for (Rollout rollout : rollouts) {
                byte[] bytes = line.apply(rollout);
                if (bytes != null) {
                    copy.writeToCopy(bytes, 0, bytes.length);
                }
            }
            copy.endCopy();
        } finally {
            if (copy.isActive()) {
                copy.cancelCopy();
            }
        }
    }

    private static byte[] numbers(CopyRow row, OwnedRun owned, Unit<?> unit, int ordinal, Rollout rollout) {
        return row.number(owned.run())
                .text(unit.text())
                .number(ordinal)
                .text(rollout.purpose().name())
                .number(rollout.step())
                .number(rollout.promptIndex())
                .number(rollout.sample())
                .text(rollout.problemId())
                .number(rollout.seed())
                .text(rollout.answer())
                .text(rollout.rule().name())
                .text(rollout.verdict().name())
                .text(
                        rollout.otherVerdict() == null
                                ? null
                                : rollout.otherVerdict().name())
                .number(rollout.reward())
                .text(rollout.klPenalty() == null ? null : rollout.klPenalty().toString())
                .number(rollout.advantage())
                .number(rollout.promptTokens())
                .number(rollout.completionTokens())
                .text(rollout.finishReason().name())
                .text(rollout.rejection() == null ? null : rollout.rejection().name())
                .finish();
    }

    private static byte @Nullable [] text(CopyRow row, OwnedRun owned, Unit<?> unit, int ordinal, Rollout rollout) {
        if (!owned.texts().keeps(rollout)) {
            return null;
        }
        return row.number(owned.run())
                .text(unit.text())
                .number(ordinal)
                .text(rollout.text())
                .finish();
    }
}
