package dev.cairn.export;

import dev.cairn.export.ExportedView.ViewColumn;
import dev.cairn.jdbc.JdbcRunner;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Divides the rows of a view between units of runs, so that several connections can read them. The parts depend only on
 * what is in the database: a file is the same however many connections read it.
 */
@Singleton
public final class ViewParts {
    /** Rollouts of a part, and at most one unit more. */
    private static final int ROLLOUTS = 1 << 18;

    /** None of these is ever NULL in a view that has them all. */
    private static final Set<String> OF_ROLLOUTS = Set.of("run_id", "unit", "position");

    private static final String CUTS = """
            select run_id, unit from (
                select run_id, unit, part, lag(part, 1, 0::bigint) over (order by run_id, unit) as before
                from (
                    select u.run_id, u.unit, (sum(u.rollouts) over (order by u.run_id, u.unit) - u.rollouts) / :most as part
                    from run_unit u join run r on r.id = u.run_id where r.experiment_id = :experiment) counted) compared
            where part > before order by run_id, unit""";

    private final JdbcRunner jdbc;
    private final int rollouts;

    @Inject
    public ViewParts(JdbcRunner jdbc) {
        this(jdbc, ROLLOUTS);
    }

    /** @param rollouts of a part, and at most one unit more */
    ViewParts(JdbcRunner jdbc, int rollouts) {
        this.jdbc = jdbc;
        this.rollouts = rollouts;
    }

    /** Statements that together, one after the other, have the rows of a view's file. */
    List<String> of(ExportedView view, long experiment) {
        String all = ExportedViews.select(view, experiment);
        Set<String> names = new HashSet<>();
        view.columns().stream().map(ViewColumn::name).forEach(names::add);
        if (!names.containsAll(OF_ROLLOUTS)) {
            return List.of(all);
        }
        List<String> parts = new ArrayList<>();
        String from = "";
        for (String cut : cuts(experiment)) {
            parts.add(all + from + " and (run_id, unit) < " + cut);
            from = " and (run_id, unit) >= " + cut;
        }
        parts.add(all + from);
        return parts;
    }

    private List<String> cuts(long experiment) {
        return jdbc.call(
                "dividing an experiment's rollouts",
                handle -> handle.createQuery(CUTS)
                        .bind("most", rollouts)
                        .bind("experiment", experiment)
                        .map((row, context) -> "(%d, '%s')"
                                .formatted(
                                        row.getLong("run_id"),
                                        row.getString("unit").replace("'", "''")))
                        .list());
    }
}
