package dev.cairn.fidelity;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A row of {@code rollout}. */
record StoredRollout(
        String unit,
        int ordinal,
        String purpose,
        int step,
        int promptIndex,
        int sample,
        String problemId,
        long seed,
        @Nullable String answer,
        String rule,
        String verdict,
        @Nullable String otherVerdict,
        double reward,
        @Nullable Double klPenalty,
        double advantage,
        int promptTokens,
        int completionTokens,
        String finishReason,
        @Nullable String rejection) {

    /** A unit's, in their order. */
    static List<StoredRollout> of(Connection database, long run, String unit) throws SQLException {
        try (PreparedStatement select = database.prepareStatement("""
                select unit, ordinal, purpose, step, prompt_index, sample, problem_id, seed, answer, rule, verdict, other_verdict, reward, kl_penalty,
                    advantage, prompt_tokens, completion_tokens, finish_reason, rejection
                from rollout where run_id = ? and unit = ? order by ordinal""")) {
            select.setLong(1, run);
            select.setString(2, unit);
            List<StoredRollout> rollouts = new ArrayList<>();
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    rollouts.add(new StoredRollout(
                            row.getString(1),
                            row.getInt(2),
                            row.getString(3),
                            row.getInt(4),
                            row.getInt(5),
                            row.getInt(6),
                            row.getString(7),
                            row.getLong(8),
                            row.getString(9),
                            row.getString(10),
                            row.getString(11),
                            row.getString(12),
                            row.getDouble(13),
                            (Double) row.getObject(14),
                            row.getDouble(15),
                            row.getInt(16),
                            row.getInt(17),
                            row.getString(18),
                            row.getString(19)));
                }
            }
            return rollouts;
        }
    }

    boolean verified() {
        return verdict.equals("VERIFIED");
    }

    /** Whether the other rule judged it too. */
    boolean compared() {
        return otherVerdict != null;
    }

    boolean rulesDiffer() {
        return otherVerdict != null && verified() != otherVerdict.equals("VERIFIED");
    }

    boolean truncated() {
        return finishReason.equals("LENGTH");
    }

    String key() {
        return unit + "/" + ordinal;
    }
}
