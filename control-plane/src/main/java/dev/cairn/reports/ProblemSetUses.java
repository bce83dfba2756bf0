package dev.cairn.reports;

import dev.cairn.experiments.ExperimentState;
import dev.cairn.experiments.Page;
import dev.cairn.experiments.RunState;
import dev.cairn.ids.ExperimentId;
import dev.cairn.ids.RunId;
import dev.cairn.jdbc.Columns;
import dev.cairn.jdbc.Cursor;
import dev.cairn.jdbc.JdbcRunner;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Finds the experiments that use a problem set, and what their screenings found. */
@Singleton
public final class ProblemSetUses {
    private final JdbcRunner jdbc;

    public ProblemSetUses(JdbcRunner jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Newest first.
     *
     * @param set id of the problem set
     * @throws IllegalArgumentException if the cursor is not valid
     */
    public Page<ProblemSetUse> page(long set, int limit, @Nullable String cursor) {
        String list = "uses of " + set;
        long before = cursor == null ? Long.MAX_VALUE : Cursor.number(list, cursor);
        List<ProblemSetUse> found = jdbc.call(
                "reading who uses problem set " + set,
                handle -> handle.createQuery("""
                        select e.id, e.name, e.owner, s.state, e.created_at, e.archived_at,
                            (e.spec #>> '{problems,limit}')::int as problem_limit, e.spec #>> '{model,path}' as model,
                            (e.spec #>> '{screen,samples}')::int as samples,
                            e.problem_set_id <> :set as as_real_problems, r.id as run, r.state as run_state, r.ended_at, x.screened, x.unsolved, h.train, h.test
                        from experiment e join experiment_summary s on s.experiment_id = e.id
                            left join lateral (select id, state, ended_at from run
                                where experiment_id = e.id and kind = 'screen' and e.problem_set_id = :set
                                order by id desc limit 1) r on true
                            left join lateral (select count(*)::int as screened,
                                (count(*) filter (where correct = 0))::int as unsolved
                                from screening where run_id = r.id) x on true
                            left join lateral (select (count(*) filter (where half = 'train'))::int as train,
                                (count(*) filter (where half = 'test'))::int as test
                                from hard_set where run_id = r.id) h on true
                        where (e.problem_set_id = :set or e.real_problem_set_id = :set) and e.deleted_at is null and e.id < :before
                        order by e.id desc limit :most""")
                        .bind("set", set)
                        .bind("before", before)
                        .bind("most", limit + 1)
                        .map((row, context) -> use(row))
                        .list());
        boolean more = found.size() > limit;
        List<ProblemSetUse> shown = more ? found.subList(0, limit) : found;
        return new Page<>(shown, more ? Cursor.after(list, shown.getLast().id().value()) : null);
    }

    private static ProblemSetUse use(ResultSet row) throws SQLException {
        return new ProblemSetUse(
                new ExperimentId(row.getLong("id")),
                row.getString("name"),
                row.getString("owner"),
                ExperimentState.valueOf(row.getString("state").toUpperCase(Locale.ROOT)),
                Columns.instant(row, "created_at"),
                Columns.instantOrNull(row, "archived_at"),
                row.getBoolean("as_real_problems") ? null : Columns.integerOrNull(row, "problem_limit"),
                row.getBoolean("as_real_problems"),
                row.getObject("run") == null ? null : screening(row));
    }

    private static ProblemSetUse.ScreeningResult screening(ResultSet row) throws SQLException {
        return new ProblemSetUse.ScreeningResult(
                new RunId(row.getLong("run")),
                RunState.of(row.getString("run_state")),
                Columns.instantOrNull(row, "ended_at"),
                row.getString("model"),
                row.getInt("samples"),
                row.getInt("screened"),
                row.getInt("unsolved"),
                row.getInt("train"),
                row.getInt("test"));
    }
}
