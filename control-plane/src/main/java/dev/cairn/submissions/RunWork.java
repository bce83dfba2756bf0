package dev.cairn.submissions;

import dev.cairn.experiments.Run;
import dev.cairn.jdbc.JdbcRunner;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The work that a run has committed.
 *
 * @param rollouts number of completions
 * @param seconds the time that its units took
 */
record RunWork(long rollouts, double seconds) {
    static final RunWork NONE = new RunWork(0, 0);

    /** By the ids of runs; those without a finished unit are absent. */
    static Map<Long, RunWork> of(JdbcRunner jdbc, List<Run> runs) {
        return jdbc
                .call(
                        "reading the work of runs",
                        handle -> handle.createQuery(
                                        "select run_id, rollouts, seconds from run_usage where run_id = any (:runs)")
                                .bindArray(
                                        "runs",
                                        Long.class,
                                        runs.stream()
                                                .map(run -> run.id().value())
                                                .toList())
                                .map((row, context) -> Map.entry(
                                        row.getLong("run_id"),
                                        new RunWork(row.getLong("rollouts"), row.getDouble("seconds"))))
                                .list())
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** Number of problems that a screening has finished. */
    static long screened(JdbcRunner jdbc, Run screen) {
        return jdbc.call(
                "counting screened problems",
                handle -> handle.createQuery("select count(*) from screening where run_id = :run")
                        .bind("run", screen.id().value())
                        .mapTo(Long.class)
                        .one());
    }

    /** Optimizer steps between the base model and the last promoted student of a finished soar run. */
    static long promotedSteps(JdbcRunner jdbc, Run soar) {
        return jdbc.call(
                "counting the steps of a promoted student",
                handle -> handle.createQuery("""
                        select count(*) from promotion d join training_step s on s.run_id = d.run_id
                            and s.unit = 't/' || d.t || '/trial/' || d.best_set || '/' || d.median_repeat
                        where d.run_id = :run and d.promoted""")
                        .bind("run", soar.id().value())
                        .mapTo(Long.class)
                        .one());
    }

    /** Completions of the first outer steps of a soar run. */
    static long ofOuterSteps(JdbcRunner jdbc, Run soar, int steps) {
        return jdbc.call(
                "counting the completions of outer steps",
                handle -> handle.createQuery("""
                        select coalesce(sum(rollouts), 0) from run_unit
                        where run_id = :run and unit like 't/%' and split_part(unit, '/', 2)::int < :steps""")
                        .bind("run", soar.id().value())
                        .bind("steps", steps)
                        .mapTo(Long.class)
                        .one());
    }

    /** Number of held-out problems of a finished screening. */
    static long heldOut(JdbcRunner jdbc, Run screen) {
        return half(jdbc, screen, "test");
    }

    /** Number of problems to train on that a finished screening found. */
    static long trainHalf(JdbcRunner jdbc, Run screen) {
        return half(jdbc, screen, "train");
    }

    private static long half(JdbcRunner jdbc, Run screen, String half) {
        return jdbc.call(
                "reading the size of a half",
                handle -> handle.createQuery("select count(*) from hard_set where run_id = :run and half = :half")
                        .bind("run", screen.id().value())
                        .bind("half", half)
                        .mapTo(Long.class)
                        .one());
    }
}
