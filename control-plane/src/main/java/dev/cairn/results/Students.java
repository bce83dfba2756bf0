package dev.cairn.results;

import dev.cairn.jdbc.JdbcRunner;
import dev.cairn.ports.Checkpoint;
import dev.cairn.ports.Unit;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Reads the students that runs leave for later runs. */
final class Students {
    private Students() {}

    /** The last promoted student of a soar run, or student v0 if none was promoted. */
    static Optional<Checkpoint> promoted(JdbcRunner jdbc, long run) {
        return Checkpoints.one(jdbc, """
                        select p.path, p.sha256, p.optimizer_steps from promotion d
                        join policy p on p.run_id = d.run_id and p.path = d.student_path and p.role = 'student'
                        where d.run_id = :run order by d.t desc limit 1""", run).or(() -> initial(jdbc, run));
    }

    /** All promoted students of a soar run, in the order of their promotions. */
    static List<PromotedStudent> allPromoted(JdbcRunner jdbc, long run) {
        return jdbc.call(
                ResultReader.READING,
                handle -> handle.createQuery("""
                        select d.t, p.path, p.sha256, p.optimizer_steps, a.removed_at is null as kept from promotion d
                        join policy p on p.run_id = d.run_id and p.path = d.student_path and p.role = 'student'
                        join artifact a on a.path = p.path
                        where d.run_id = :run and d.promoted order by d.t""")
                        .bind("run", run)
                        .map((row, context) -> new PromotedStudent(
                                row.getInt("t"), Checkpoints.ROW.map(row, context), row.getBoolean("kept")))
                        .list());
    }

    /**
     * Optimizer steps between the base model and a promoted student of a soar run, skipped ones included.
     *
     * @param outerStep the last promotion that counts
     */
    static int promotedSteps(JdbcRunner jdbc, long run, int outerStep) {
        return jdbc.call(
                ResultReader.READING,
                handle -> handle.createQuery("""
                        select count(*)::int from promotion d join training_step s on s.run_id = d.run_id
                            and s.unit = 't/' || d.t || '/trial/' || d.best_set || '/' || d.median_repeat
                        where d.run_id = :run and d.promoted and d.t <= :last""")
                        .bind("run", run)
                        .bind("last", outerStep)
                        .mapTo(Integer.class)
                        .one());
    }

    /** The student after the last segment of a train run, or student v0 if it took no step. */
    static Optional<Checkpoint> trained(JdbcRunner jdbc, long run) {
        record Student(Unit<?> unit, Checkpoint checkpoint) {}
        return jdbc
                .call(
                        ResultReader.READING,
                        handle -> handle.createQuery(
                                        "select path, sha256, optimizer_steps, unit from policy where run_id = :run and role = 'student'")
                                .bind("run", run)
                                .map((row, context) -> new Student(
                                        Unit.parse(row.getString("unit")).orElseThrow(),
                                        Checkpoints.ROW.map(row, context)))
                                .list())
                .stream()
                .filter(student -> student.unit().kind().equals(Unit.SEGMENT))
                .max(Comparator.comparingInt(student -> student.unit().at().getFirst()))
                .map(Student::checkpoint)
                .or(() -> initial(jdbc, run));
    }

    /** Student v0 of any run that has one. */
    static Optional<Checkpoint> initial(JdbcRunner jdbc, long run) {
        return Checkpoints.one(jdbc, """
                select path, sha256, optimizer_steps from policy
                where run_id = :run and role = 'student' and unit = 'init'""", run);
    }
}
