package dev.cairn.experiments;

import dev.cairn.ids.ExperimentId;
import dev.cairn.ids.RunId;
import org.jdbi.v3.core.Handle;

/**
 * Locks on an experiment's row, until the end of the transaction. While someone holds the exclusive one, nobody adds a
 * run to the experiment or takes over its results, and the other way round.
 */
public final class ExperimentLock {
    private ExperimentLock() {}

    /** Returns whether the experiment exists. */
    static boolean exclusive(Handle handle, ExperimentId id) {
        return handle.createQuery("select id from experiment where id = :id and deleted_at is null for no key update")
                .bind("id", id.value())
                .mapTo(Long.class)
                .findOne()
                .isPresent();
    }

    /** Returns whether the run's experiment exists. */
    public static boolean shared(Handle handle, RunId run) {
        return handle.createQuery("""
                        select id from experiment where deleted_at is null
                            and id = (select experiment_id from run where id = :run) for share""")
                .bind("run", run.value())
                .mapTo(Long.class)
                .findOne()
                .isPresent();
    }
}
