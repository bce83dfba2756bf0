package dev.cairn.results;

import dev.cairn.jdbc.Columns;
import dev.cairn.jdbc.JdbcRunner;
import dev.cairn.jdbc.PagePosition;
import dev.cairn.jdbc.RecordPage;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jspecify.annotations.Nullable;

/** Reads optimizer steps. */
final class TrainingSteps {
    private static final String SELECT = """
            select unit, step, role, learning_rate, mean_reward, correct_share, loss, kl, entropy, gradient_norm,
                clipped, skipped, mismatch_mean, mismatch_max, tokens, seconds
            from training_step where run_id = :run and\s""";

    private static final RowMapper<TrainingStepView> STEP = (row, context) -> new TrainingStepView(
            row.getString("unit"),
            row.getInt("step"),
            row.getString("role"),
            row.getDouble("learning_rate"),
            Columns.doubleOrNull(row, "mean_reward"),
            Columns.doubleOrNull(row, "correct_share"),
            row.getDouble("loss"),
            Columns.doubleOrNull(row, "kl"),
            row.getDouble("entropy"),
            row.getDouble("gradient_norm"),
            row.getBoolean("clipped"),
            row.getBoolean("skipped"),
            row.getDouble("mismatch_mean"),
            row.getDouble("mismatch_max"),
            row.getLong("tokens"),
            row.getDouble("seconds"));

    private TrainingSteps() {}

    /** All steps of one unit. */
    static List<TrainingStepView> read(Handle handle, long run, String unit) {
        return handle.createQuery(SELECT + "unit = :unit order by step")
                .bind("run", run)
                .bind("unit", unit)
                .map(STEP)
                .list();
    }

    static int count(JdbcRunner jdbc, long run) {
        return jdbc.call(
                ResultReader.READING,
                handle -> handle.createQuery("select count(*)::int from training_step where run_id = :run")
                        .bind("run", run)
                        .mapTo(Integer.class)
                        .one());
    }

    static RecordPage<TrainingStepView> page(
            JdbcRunner jdbc, long run, @Nullable String unit, int limit, @Nullable String cursor) {
        PagePosition after = PagePosition.decode(cursor, PagePosition.of("training-steps", "", "-1"));
        List<TrainingStepView> found = jdbc.call(
                ResultReader.READING,
                handle -> handle.createQuery(SELECT + """
                        (:unit::text is null or unit = :unit) and (unit, step) > (:afterUnit, :afterStep)
                        order by unit, step limit :limit""")
                        .bind("run", run)
                        .bind("unit", unit)
                        .bind("afterUnit", after.text(0))
                        .bind("afterStep", after.whole(1))
                        .bind("limit", limit + 1)
                        .map(STEP)
                        .list());
        return RecordPage.of(
                found, limit, step -> PagePosition.of("training-steps", step.unit(), Integer.toString(step.step())));
    }
}
