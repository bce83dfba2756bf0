package dev.cairn.ledger;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads optimizer steps. */
final class TrainingSteps {
    private TrainingSteps() {}

    static List<TrainingStepView> read(Reads reads, long run, @Nullable String unit) {
        return reads.list(
                """
                select unit, step, role, learning_rate, mean_reward, correct_share, loss, kl, entropy, gradient_norm,
                    clipped, skipped, mismatch_mean, mismatch_max, tokens, seconds
                from training_step where run_id = ? and (?::text is null or unit = ?) order by unit, step""",
                row -> new TrainingStepView(
                        row.getString(1),
                        row.getInt(2),
                        row.getString(3),
                        row.getDouble(4),
                        Reads.number(row, 5),
                        Reads.number(row, 6),
                        row.getDouble(7),
                        row.getDouble(8),
                        row.getDouble(9),
                        row.getDouble(10),
                        row.getBoolean(11),
                        row.getBoolean(12),
                        row.getDouble(13),
                        row.getDouble(14),
                        row.getLong(15),
                        row.getDouble(16)),
                run,
                unit,
                unit);
    }
}
