package dev.cairn.results;

import dev.cairn.settings.OuterSettings.Reward;
import org.jdbi.v3.core.Handle;

/**
 * The students that an outer loop trains by its settings.
 *
 * @param reward what the reward of a set measures
 * @param repeats students per set, with racing those before the race; 0 where no students are trained
 */
record PlannedStudents(Reward reward, int repeats) {
    static PlannedStudents of(Handle handle, long run) {
        return handle.createQuery("""
                        select e.spec #>> '{soar,outer,reward}' as reward, least((e.spec #>> '{soar,outer,repeats}')::int,
                            nullif((e.spec #>> '{soar,beyond,racing,repeats}')::int, 0)) as repeats
                        from run r join experiment e on e.id = r.experiment_id where r.id = :run""")
                .bind("run", run)
                .map((row, context) -> of(Reward.valueOf(row.getString("reward")), row.getInt("repeats")))
                .findOne()
                .orElseGet(() -> new PlannedStudents(Reward.GROUNDED, 0));
    }

    private static PlannedStudents of(Reward reward, int repeats) {
        return new PlannedStudents(reward, reward.trainsStudents() ? repeats : 0);
    }
}
