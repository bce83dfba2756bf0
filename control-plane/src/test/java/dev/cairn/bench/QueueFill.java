package dev.cairn.bench;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import javax.sql.DataSource;

/** Fills the queue with experiments of four runs, of twenty owners at five priorities, one run of each claimable. */
final class QueueFill {
    private static final int OWNERS = 20;
    private static final int PRIORITIES = 5;
    private static final int RUNS_AN_EXPERIMENT = 4;

    private QueueFill() {}

    /** @param spec of every experiment, as JSON */
    static void fill(DataSource database, long problemSet, String spec, int runs) throws SQLException {
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            try (PreparedStatement insert = connection.prepareStatement("""
                    with made as (
                        insert into experiment (name, preset, seed, spec, problem_set_id, owner)
                        select 'experiment ' || i, 'chains', i, ?::jsonb, ?, 'owner' || i % ?
                        from generate_series(1, ? / ?) i returning id, owner)
                    insert into run (experiment_id, ordinal, name, kind, settings, seed, state, owner, priority)
                    select m.id, j, 'run-' || j, 'screen', '{"kind":"screen"}', m.id, 'queued', m.owner, m.id % ?
                    from made m cross join generate_series(0, ? - 1) j""")) {
                insert.setString(1, spec);
                insert.setLong(2, problemSet);
                insert.setInt(3, OWNERS);
                insert.setInt(4, runs);
                insert.setInt(5, RUNS_AN_EXPERIMENT);
                insert.setInt(6, PRIORITIES);
                insert.setInt(7, RUNS_AN_EXPERIMENT);
                insert.executeUpdate();
            }
            connection.commit();
        }
    }
}
