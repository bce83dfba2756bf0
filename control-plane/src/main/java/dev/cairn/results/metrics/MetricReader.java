package dev.cairn.results.metrics;

import dev.cairn.jdbc.Columns;
import dev.cairn.jdbc.JdbcRunner;
import dev.cairn.jdbc.PagePosition;
import dev.cairn.jdbc.RecordPage;
import dev.cairn.results.ResultReader;
import jakarta.inject.Singleton;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Reads the figures of runs as series by name: the known ones of training steps and outer steps, and those that
 * trainers report beyond them. The names are those of history.metric_points.
 */
@Singleton
public final class MetricReader {
    /** Inherited units have their figures too; those beyond the known ones stay with the run that made them. */
    private static final String POINTS = """
            select u.unit, u.ended_at, s.role || '/' || m.name as name, s.step, m.value
            from run_unit u join training_step s on s.run_id = u.run_id and s.unit = u.unit
            cross join lateral (values ('learning_rate', s.learning_rate), ('mean_reward', s.mean_reward),
                ('share_correct', s.correct_share), ('loss', s.loss), ('kl', s.kl), ('entropy', s.entropy),
                ('gradient_norm', s.gradient_norm), ('mismatch_mean', s.mismatch_mean),
                ('mismatch_max', s.mismatch_max), ('tokens', s.tokens), ('duration_seconds', s.seconds)) m (name, value)
            where u.run_id = :run and m.value is not null
            union all
            select u.unit, u.ended_at, 'outer/' || m.name, p.t, m.value
            from run_unit u join promotion p on p.run_id = u.run_id and p.unit = u.unit
            left join baseline b on b.run_id = p.run_id and b.t = p.t
            cross join lateral (values ('mean_reward', p.mean_reward), ('moving_average', p.moving_average),
                ('promotions', p.promotions),
                ('baseline_share_correct', b.correct::double precision / nullif(b.questions, 0))) m (name, value)
            where u.run_id = :run and m.value is not null
            union all
            select u.unit, u.ended_at, m.name, m.step, m.value
            from run_unit u join metric_point m on m.run_id = any (:makers)
                and m.run_id = coalesce(u.inherited_from, u.run_id) and m.unit = u.unit
            where u.run_id = :run""";

    private final JdbcRunner jdbc;

    public MetricReader(JdbcRunner jdbc) {
        this.jdbc = jdbc;
    }

    /** The series of a run, by name. */
    public List<MetricSeries> series(long run) {
        return jdbc.call(
                ResultReader.READING,
                handle -> handle.createQuery("select name, count(*) as points from (" + POINTS
                                + ") p group by name order by name collate \"C\"")
                        .bind("run", run)
                        .bindArray("makers", Long.class, makers(handle, run))
                        .map((row, context) -> new MetricSeries(row.getString("name"), row.getLong("points")))
                        .list());
    }

    /**
     * The points of a series, in the order in which their units ended.
     *
     * @throws IllegalArgumentException if the cursor is not valid
     */
    public RecordPage<MetricPointView> points(long run, String name, int limit, @Nullable String cursor) {
        PagePosition after = PagePosition.decode(cursor, PagePosition.of("metrics", "", "", "-1"));
        List<MetricPointView> found = jdbc.call(
                ResultReader.READING,
                handle -> handle.createQuery("select unit, ended_at, step, value from (" + POINTS + """
                                ) p where name = :name and (ended_at, unit, step)
                                    > (coalesce(:endedAt::timestamptz, '-infinity'), :unit, :step)
                                order by ended_at, unit, step limit :limit""")
                        .bind("run", run)
                        .bindArray("makers", Long.class, makers(handle, run))
                        .bind("name", name)
                        .bind("endedAt", after.time(0))
                        .bind("unit", after.text(1))
                        .bind("step", after.whole(2))
                        .bind("limit", limit + 1)
                        .map((row, context) -> MetricPointView.of(
                                row.getString("unit"),
                                row.getInt("step"),
                                row.getDouble("value"),
                                Columns.instant(row, "ended_at")))
                        .list());
        return RecordPage.of(
                found,
                limit,
                point -> PagePosition.of(
                        "metrics", point.recordedAt().toString(), point.unit(), Integer.toString(point.step())));
    }

    /** Looked up first: with them the database plans for the partitions of these runs alone. */
    private static List<Long> makers(Handle handle, long run) {
        return handle.createQuery(ResultReader.MAKERS)
                .bind("run", run)
                .mapTo(Long.class)
                .list();
    }
}
