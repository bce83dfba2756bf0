package dev.cairn.ledger;

import dev.cairn.jdbc.JdbcRunner;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/**
 * Reads pages of rollouts in the order of their key. Rollouts of inherited units are read from the run that made them.
 * A teacher's completion gets the advantage of its set, which is known only after the row was written.
 *
 * <p>The runs that made them are looked up first: with them the database plans for their partitions alone.
 */
final class RolloutReads {
    /** The runs that made the units of a run. */
    static final String MAKERS = "select distinct coalesce(inherited_from, run_id) from run_unit where run_id = :run";

    private static final String ROWS = """
            select r.*, u.run_id as of_run from run_unit u
                join rollout r on r.run_id = any (:makers) and r.run_id = coalesce(u.inherited_from, u.run_id) and r.unit = u.unit
            where u.run_id = :run""";

    private static final String IN_ALL_UNITS =
            " and u.unit >= :afterUnit and (u.unit, r.ordinal) > (:afterUnit, :afterOrdinal)";

    private static final String IN_ONE_UNIT = " and u.unit = :unit and r.ordinal > :afterOrdinal";

    private static final String PAGE_OF = """
            select r.unit, r.ordinal, r.purpose, r.step, r.prompt_index, r.sample, r.problem_id, r.seed, r.answer, r.rule, r.verdict,
                r.other_verdict, r.reward, r.kl_penalty, coalesce(a.advantage, r.advantage) as advantage, r.prompt_tokens,
                r.completion_tokens, r.finish_reason, r.rejection, x.text
            from (""";

    private static final String WITH_TEXTS = """
             order by u.unit, r.ordinal limit :limit) r
            left join outer_step o on o.run_id = r.of_run and o.unit = r.unit and r.rejection is null
            left join set_advantage a on a.run_id = o.run_id and a.t = o.t and a.k = r.prompt_index
            left join rollout_text x on x.run_id = any (:makers) and x.run_id = r.run_id and x.unit = r.unit
                and x.ordinal = r.ordinal
            order by r.unit, r.ordinal""";

    private static final RowMapper<RolloutView> ROLLOUT = (row, context) -> new RolloutView(
            row.getString("unit"),
            row.getInt("ordinal"),
            row.getString("purpose"),
            row.getInt("step"),
            row.getInt("prompt_index"),
            row.getInt("sample"),
            row.getString("problem_id"),
            row.getLong("seed"),
            row.getString("answer"),
            row.getString("rule"),
            row.getString("verdict"),
            row.getString("other_verdict"),
            row.getDouble("reward"),
            row.getObject("kl_penalty", Double.class),
            row.getDouble("advantage"),
            row.getInt("prompt_tokens"),
            row.getInt("completion_tokens"),
            row.getString("finish_reason"),
            row.getString("rejection"),
            row.getString("text"));

    private RolloutReads() {}

    static RolloutPage page(JdbcRunner jdbc, long run, @Nullable String unit, int limit, @Nullable String cursor) {
        PagePosition after = PagePosition.decode(cursor, PagePosition.of("rollouts", "", "-1"));
        List<RolloutView> found = jdbc.call(
                ResultReader.READING,
                handle -> page(handle, "", run, unit, limit + 1, after)
                        .map(ROLLOUT)
                        .list());
        if (found.size() <= limit) {
            return new RolloutPage(found, null);
        }
        List<RolloutView> shown = List.copyOf(found.subList(0, limit));
        RolloutView last = shown.getLast();
        return new RolloutPage(
                shown,
                PagePosition.of("rollouts", last.unit(), Integer.toString(last.ordinal()))
                        .encode());
    }

    /** @param prefix comes before the statement: {@code explain}, or nothing */
    static Query page(Handle handle, String prefix, long run, @Nullable String unit, int limit, PagePosition after) {
        List<Long> makers =
                handle.createQuery(MAKERS).bind("run", run).mapTo(Long.class).list();
        return handle.createQuery(prefix + PAGE_OF + ROWS + (unit == null ? IN_ALL_UNITS : IN_ONE_UNIT) + WITH_TEXTS)
                .bind("run", run)
                .bindArray("makers", Long.class, makers)
                .bind("unit", unit)
                .bind("afterUnit", after.text(0))
                .bind("afterOrdinal", after.whole(1))
                .bind("limit", limit);
    }
}
