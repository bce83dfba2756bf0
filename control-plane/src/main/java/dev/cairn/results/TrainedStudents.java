package dev.cairn.results;

import dev.cairn.jdbc.JdbcRunner;
import dev.cairn.ports.Checkpoint;
import java.util.List;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.TreeMap;

/**
 * The students of a train run.
 *
 * @param rewards mean training reward of each optimizer step, in order
 * @param byStep the students that were kept, by the number of steps taken; empty if the run took none
 */
public record TrainedStudents(List<Double> rewards, NavigableMap<Integer, Checkpoint> byStep) {
    /** The student that was kept after so many steps. */
    public Checkpoint after(int step) {
        return Objects.requireNonNull(byStep.get(step), () -> "no student was kept after step " + step);
    }

    static TrainedStudents of(JdbcRunner jdbc, long run) {
        return jdbc.call(ResultReader.READING, handle -> {
            NavigableMap<Integer, Checkpoint> byStep = new TreeMap<>();
            handle.createQuery("""
                            select p.path, p.sha256, p.optimizer_steps, max(s.step) + 1 as steps
                            from policy p join training_step s on s.run_id = p.run_id and s.unit = p.unit
                            where p.run_id = :run and p.role = 'student' and p.unit like 'segment/%'
                            group by p.run_id, p.unit, p.role, p.path, p.sha256, p.optimizer_steps""")
                    .bind("run", run)
                    .map((row, context) -> byStep.put(row.getInt("steps"), Checkpoints.ROW.map(row, context)))
                    .list();
            List<Double> rewards =
                    handle.createQuery("""
                            select mean_reward from training_step
                            where run_id = :run and unit like 'segment/%' order by step""").bind("run", run).mapTo(Double.class).list();
            return new TrainedStudents(rewards, byStep);
        });
    }
}
