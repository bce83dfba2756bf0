package dev.cairn.results.rollouts;

import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.statement.Query;

/**
 * Reads rollouts of a few units, unit by unit in the order of their key. A teacher's completion gets the advantage of its
 * set, which is known only after the row was written.
 *
 * <p>The runs that made the units are named: so the database plans for their partitions alone.
 */
final class RolloutRows {
    private static final String HEAD = """
            select r.unit, r.ordinal, r.purpose, r.step, r.prompt_index, r.sample, r.problem_id, r.seed, r.answer, r.rule, r.verdict,
                r.other_verdict, r.reward, r.kl_penalty, coalesce(a.advantage, r.advantage) as advantage, r.prompt_tokens,
                r.completion_tokens, r.finish_reason, r.rejection, x.text
            from (
                select w.place, r.* from unnest(:makers::bigint[], :units::text[]) with ordinality as w (maker, unit, place)
                cross join lateral (
                    select r.* from rollout r""";

    private static final String WITH_TEXT = " join rollout_text x on x.run_id = any (:runs) and x.run_id = r.run_id"
            + " and x.unit = r.unit and x.ordinal = r.ordinal";

    private static final String IN_UNITS = " where r.run_id = any (:runs) and r.run_id = w.maker and r.unit = w.unit"
            + " and r.ordinal > case w.place when 1 then :after else -1 end";

    private static final String TAIL = """
             order by r.ordinal limit :limit) r
                order by w.place, r.ordinal limit :limit) r
            left join outer_step o on o.run_id = :run and o.unit = r.unit and r.rejection is null
            left join set_advantage a on a.run_id = o.run_id and a.t = o.t and a.k = r.prompt_index
            left join rollout_text x on x.run_id = any (:runs) and x.run_id = r.run_id and x.unit = r.unit
                and x.ordinal = r.ordinal
            order by r.place, r.ordinal""";

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

    private RolloutRows() {}

    /** @param after the ordinal in the first unit after which to begin; -1 for its beginning */
    static List<RolloutView> read(
            Handle handle, long run, List<MadeUnit> units, int after, RolloutConditions conditions, int limit) {
        return query(handle, "", run, units, after, conditions, limit)
                .map(ROLLOUT)
                .list();
    }

    /** @param prefix comes before the statement: {@code explain}, or nothing */
    static Query query(
            Handle handle,
            String prefix,
            long run,
            List<MadeUnit> units,
            int after,
            RolloutConditions conditions,
            int limit) {
        String statement =
                prefix + HEAD + (conditions.readsTexts() ? WITH_TEXT : "") + IN_UNITS + conditions.sql() + TAIL;
        List<Long> makers = units.stream().map(MadeUnit::maker).toList();
        return conditions
                .bind(handle.createQuery(statement))
                .bind("run", run)
                .bindArray("makers", Long.class, makers)
                .bindArray("runs", Long.class, makers.stream().distinct().toList())
                .bindArray(
                        "units",
                        String.class,
                        units.stream().map(made -> made.unit().text()).toList())
                .bind("after", after)
                .bind("limit", limit);
    }
}
