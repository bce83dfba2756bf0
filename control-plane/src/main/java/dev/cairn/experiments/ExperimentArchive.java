package dev.cairn.experiments;

import dev.cairn.base.RefusedException;
import dev.cairn.events.Events;
import dev.cairn.ids.ExperimentId;
import dev.cairn.jdbc.JdbcRunner;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;

/** Archives experiments, which hides them from lists and changes nothing else, and shows them again. */
@Singleton
public final class ExperimentArchive {
    private final JdbcRunner jdbc;
    private final ExperimentStore experiments;
    private final Events events;

    public ExperimentArchive(JdbcRunner jdbc, ExperimentStore experiments, Events events) {
        this.jdbc = jdbc;
        this.experiments = experiments;
        this.events = events;
    }

    /**
     * Archives an experiment; does nothing if it is archived. Empty if there is no such experiment.
     *
     * @throws RefusedException if a run of it has not ended
     */
    public Optional<Experiment> archive(ExperimentId id) {
        return change("archiving experiment " + id, id, handle -> {
            OpenRuns.requireNone(handle, id, "archived");
            set(handle, id, "archived_at = now()", "archived_at is null");
        });
    }

    /** Takes an experiment out of the archive; does nothing if it is not archived. Empty if there is no such experiment. */
    public Optional<Experiment> unarchive(ExperimentId id) {
        return change(
                "unarchiving experiment " + id,
                id,
                handle -> set(handle, id, "archived_at = null", "archived_at is not null"));
    }

    private Optional<Experiment> change(String what, ExperimentId id, Consumer<Handle> work) {
        boolean exists = jdbc.inTransaction(what, handle -> {
            boolean locked = ExperimentLock.exclusive(handle, id);
            if (locked) {
                work.accept(handle);
            }
            return locked;
        });
        return exists ? experiments.find(id) : Optional.empty();
    }

    private void set(Handle handle, ExperimentId id, String change, String where) {
        int changed = handle.createUpdate(
                        "update experiment set version = version + 1, " + change + " where id = :id and " + where)
                .bind("id", id.value())
                .execute();
        if (changed > 0) {
            events.experimentEdited(handle, id, List.of("archivedAt"));
        }
    }
}
