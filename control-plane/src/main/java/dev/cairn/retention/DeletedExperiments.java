package dev.cairn.retention;

import dev.cairn.artifacts.ArtifactStore;
import dev.cairn.jdbc.JdbcRunner;
import dev.cairn.ports.StorageRoot;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jboss.logging.Logger;
import org.jdbi.v3.core.Handle;

/**
 * Removes the rows and files of deleted experiments, a few thousand rows at a time.
 *
 * <p>The experiment's own row goes last, so that a pass that was interrupted is taken up where it stopped.
 */
@Singleton
public final class DeletedExperiments {
    private static final Logger LOG = Logger.getLogger(DeletedExperiments.class);
    private static final int BATCH = 5_000;

    private final JdbcRunner jdbc;
    private final ArtifactStore store;
    private final RemovalTotals totals;

    public DeletedExperiments(JdbcRunner jdbc, ArtifactStore store, RemovalTotals totals) {
        this.jdbc = jdbc;
        this.store = store;
        this.totals = totals;
    }

    /** Removes what every deleted experiment has left, newest first, since newer ones may have taken over units of older ones. */
    public void remove() {
        for (long experiment : marked()) {
            try {
                remove(experiment);
            } catch (RuntimeException e) {
                // A directory that can't be deleted, for example, must not hold up other experiments.
                LOG.warnf("the rest of deleted experiment %d will be removed later: %s", experiment, e.getMessage());
            }
        }
    }

    private List<Long> marked() {
        return jdbc.call(
                "looking for deleted experiments",
                handle -> handle.createQuery("select id from experiment where deleted_at is not null order by id desc")
                        .mapTo(Long.class)
                        .list());
    }

    private void remove(long experiment) {
        List<Long> runs = jdbc.call(
                "reading the runs of a deleted experiment",
                handle -> handle.createQuery("select id from run where experiment_id = :experiment order by id")
                        .bind("experiment", experiment)
                        .mapTo(Long.class)
                        .list());
        for (String table : RunTables.IN_ORDER) {
            if (!emptied(experiment, handle -> RunTables.delete(handle, table, runs, BATCH))) {
                return;
            }
        }
        if (!emptied(experiment, handle -> RunTables.deleteEvents(handle, experiment, BATCH))) {
            return;
        }
        // No row names a file any more. A run's directory is deleted while the run still has its row: if this process
        // dies first, the next pass deletes it.
        for (long run : runs) {
            store.delete(StorageRoot.DURABLE, "r" + run);
        }
        last(experiment, runs);
    }

    /** Repeats a batch until fewer rows are left; false if another control plane has the experiment. */
    private boolean emptied(long experiment, Function<Handle, Removed> batch) {
        Optional<Removed> gone;
        do {
            gone = removed(experiment, batch);
        } while (gone.isPresent() && gone.get().rows() >= BATCH);
        return gone.isPresent();
    }

    /** The runs and the experiment, unless an event of them waits to be published: then a later pass does it. */
    private void last(long experiment, List<Long> runs) {
        var _ = removed(
                experiment,
                handle -> RunTables.hasEvents(handle, experiment) || RunTables.hasUnreferencedRows(handle, runs)
                        ? Removed.NOTHING
                        : RunTables.deleteRuns(handle, experiment)
                                .plus(RunTables.deleteExperiment(handle, experiment)));
    }

    /** Empty if another control plane, or a statement of an earlier pass, has the experiment. */
    private Optional<Removed> removed(long experiment, Function<Handle, Removed> work) {
        Optional<Removed> removed = jdbc.inTransaction("removing rows of a deleted experiment", handle -> {
            if (!isLocked(handle, experiment)) {
                return Optional.empty();
            }
            Removed gone = work.apply(handle);
            RemovalLog.add(handle, experiment, RemovedKind.EXPERIMENT, gone);
            return Optional.of(gone);
        });
        removed.ifPresent(gone -> totals.add(RemovedKind.EXPERIMENT, gone));
        return removed;
    }

    /** Rows that another control plane is removing are left to it. */
    private static boolean isLocked(Handle handle, long experiment) {
        return handle.createQuery("""
                        select id from experiment where id = :experiment and deleted_at is not null
                        for no key update skip locked""")
                .bind("experiment", experiment)
                .mapTo(Long.class)
                .findOne()
                .isPresent();
    }
}
