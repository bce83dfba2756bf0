package dev.cairn.results;

import dev.cairn.jdbc.JdbcRunner;
import dev.cairn.ports.Checkpoint;
import java.util.Optional;

/** Reads the teachers that soar runs leave for later runs. */
final class Teachers {
    private Teachers() {}

    /** Teacher v0. */
    static Optional<Checkpoint> initial(JdbcRunner jdbc, long run) {
        return Checkpoints.one(jdbc, """
                select path, sha256, optimizer_steps from policy
                where run_id = :run and role = 'teacher' and unit = 'init'""", run);
    }

    /**
     * The teacher after an outer step.
     *
     * @param step from 1
     */
    static Optional<Checkpoint> after(JdbcRunner jdbc, long run, int step) {
        return jdbc.call(
                ResultReader.READING,
                handle -> handle.createQuery("""
                        select path, sha256, optimizer_steps from policy
                        where run_id = :run and role = 'teacher' and unit = 't/' || :t || '/teach'""")
                        .bind("run", run)
                        .bind("t", step - 1)
                        .map(Checkpoints.ROW)
                        .findOne());
    }

    /** The teacher after the last update, or teacher v0. */
    static Optional<Checkpoint> trained(JdbcRunner jdbc, long run) {
        return Checkpoints.one(jdbc, """
                select path, sha256, optimizer_steps from policy
                where run_id = :run and role = 'teacher' and unit like 't/%/teach'
                order by split_part(unit, '/', 2)::int desc limit 1""", run).or(() -> initial(jdbc, run));
    }
}
