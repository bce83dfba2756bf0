package dev.cairn.ledger;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads pages of rollouts by their key; those of inherited units stand where they were made. A teacher's completion gets
 * the advantage of its set, which is known only after its row was written.
 */
final class RolloutReads {
    private static final String SELECT = """
            select r.unit, r.ordinal, r.purpose, r.step, r.slot, r.sample, r.subject, r.seed, r.answer, r.rule, r.verdict,
                r.other_verdict, r.reward, coalesce(a.advantage, r.advantage), r.prompt_tokens, r.completion_tokens, r.finish, r.rejection, x.text
            from run_unit u
            join rollout r on r.run_id = coalesce(u.inherited_from, u.run_id) and r.unit = u.unit
            left join outer_step o on o.run_id = u.run_id and o.unit = u.unit and r.rejection is null
            left join set_advantage a on a.run_id = o.run_id and a.t = o.t and a.k = r.slot
            left join rollout_text x on x.run_id = r.run_id and x.unit = r.unit and x.ordinal = r.ordinal
            where u.run_id = ?""";

    private RolloutReads() {}

    static RolloutPage page(Reads reads, long run, @Nullable String unit, int limit, @Nullable String cursor) {
        RolloutCursor after = cursor == null ? new RolloutCursor("", -1) : RolloutCursor.decode(cursor);
        String order = " order by u.unit, r.ordinal limit ?";
        List<RolloutView> found = unit == null
                ? reads.list(
                        SELECT + " and u.unit >= ? and (u.unit, r.ordinal) > (?, ?)" + order,
                        RolloutReads::rollout,
                        run,
                        after.unit(),
                        after.unit(),
                        after.ordinal(),
                        limit + 1)
                : reads.list(
                        SELECT + " and u.unit = ? and r.ordinal > ?" + order,
                        RolloutReads::rollout,
                        run,
                        unit,
                        after.ordinal(),
                        limit + 1);
        if (found.size() <= limit) {
            return new RolloutPage(found, null);
        }
        List<RolloutView> shown = List.copyOf(found.subList(0, limit));
        RolloutView last = shown.getLast();
        return new RolloutPage(shown, new RolloutCursor(last.unit(), last.ordinal()).encode());
    }

    private static RolloutView rollout(ResultSet row) throws SQLException {
        return new RolloutView(
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
                row.getDouble(14),
                row.getInt(15),
                row.getInt(16),
                row.getString(17),
                row.getString(18),
                row.getString(19));
    }
}
