package dev.cairn.experiments;

import dev.cairn.base.RefusedException;
import dev.cairn.ids.RunId;
import org.jdbi.v3.core.Handle;

/**
 * Gives the finished units of one run to another that has not started, which replays them and resumes after the last
 * one.
 */
final class InheritedUnits {
    private InheritedUnits() {}

    /** For a run that was stored without a predecessor. */
    static void give(Handle handle, RunId from, RunId to) {
        if (!ExperimentLock.shared(handle, from)) {
            throw new RefusedException("the experiment of run " + from + ", whose units run " + to
                    + " was to take over, was deleted in the meantime");
        }
        handle.createUpdate("update run set previous = :from, inherits = true where id = :to")
                .bind("from", from.value())
                .bind("to", to.value())
                .execute();
        copy(handle, from, to);
    }

    /** Whether the run was taken over from another experiment. */
    static boolean areOfAnotherExperiment(Handle handle, RunId run) {
        return handle.createQuery("""
                        select exists (select from run_unit u join run m on m.id = u.inherited_from
                            join run r on r.id = u.run_id
                            where u.run_id = :run and m.experiment_id <> r.experiment_id)""")
                .bind("run", run.value())
                .mapTo(Boolean.class)
                .one();
    }

    /** For a run that was stored as the successor of the other. */
    static void copy(Handle handle, RunId from, RunId to) {
        handle.execute("select inherit_units(?, ?)", from.value(), to.value());
    }
}
