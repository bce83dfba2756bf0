package dev.cairn.ledger;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads optimizer steps. */
final class TrainingSteps {
    private static final String SELECT = """
            select unit, step, role, learning_rate, mean_reward, correct_share, loss, kl, entropy, gradient_norm,
                clipped, skipped, mismatch_mean, mismatch_max, tokens, seconds
            from training_step where run_id = ? and\s""";

    private TrainingSteps() {}

    /** All steps of one unit. */
    static List<TrainingStepView> read(Reads reads, long run, String unit) {
        return reads.list(SELECT + "unit = ? order by step", TrainingSteps::step, run, unit);
    }

    static RecordPage<TrainingStepView> page(
            Reads reads, long run, @Nullable String unit, int limit, @Nullable String cursor) {
        Place after = Place.decode(cursor, Place.of("", "-1"));
        List<TrainingStepView> found = reads.list(
                SELECT + "(?::text is null or unit = ?) and (unit, step) > (?, ?) order by unit, step limit ?",
                TrainingSteps::step,
                run,
                unit,
                unit,
                after.text(0),
                after.whole(1),
                limit + 1);
        return RecordPage.of(found, limit, step -> Place.of(step.unit(), Integer.toString(step.step())));
    }

    private static TrainingStepView step(ResultSet row) throws SQLException {
        return new TrainingStepView(
                row.getString(1),
                row.getInt(2),
                row.getString(3),
                row.getDouble(4),
                Reads.number(row, 5),
                Reads.number(row, 6),
                row.getDouble(7),
                Reads.number(row, 8),
                row.getDouble(9),
                row.getDouble(10),
                row.getBoolean(11),
                row.getBoolean(12),
                row.getDouble(13),
                row.getDouble(14),
                row.getLong(15),
                row.getDouble(16));
    }
}
